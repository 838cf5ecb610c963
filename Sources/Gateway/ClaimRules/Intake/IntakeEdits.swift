package import Domain

/// Judges whether a claim can be accepted, from the claim alone and the day it arrived.
///
/// Every edit is evaluated; all faults are returned at once, in the order of the claim's fields.
package enum IntakeEdits {
  /// The most lines that a claim may have.
  package static let linesMax = 999
  /// The most diagnoses that a professional claim may have.
  package static let diagnosesMax = 12
  /// The most diagnoses that an institutional claim may have: the principal one and 24 others.
  package static let institutionalDiagnosesMax = 25
  /// The most spans of leave of a stay.
  package static let leavesMax = 100

  /// Everything that is wrong with `claim`, which arrived on `received`.
  package static func faults(in claim: SubmittedClaim, received: Day) -> [IntakeFault] {
    let header = HeaderEdits(claim: claim, received: received)
    var faults = header.texts
    faults += header.providers
    faults += header.place
    faults += header.reasonSent
    faults += InstitutionalEdits(claim: claim, received: received).faults
    faults += DiagnosisEdits(claim: claim).faults
    faults += AttachmentEdits(claim: claim).faults
    faults += lineCount(claim)
    for (index, line) in claim.lines.enumerated() {
      faults += LineEdits(line, of: claim, position: index + 1, received: received).faults
    }
    faults += header.total
    faults += header.patient
    return faults
  }

  /// Everything that is wrong with a void, of which only the header counts.
  package static func voidFaults(in claim: SubmittedClaim) -> [IntakeFault] {
    let header = HeaderEdits(claim: claim, received: .openEnd)
    let fields = ["patient_control_number", "original_claim_id"]
    return header.texts.filter { fields.contains($0.field) } + header.reasonSent
  }

  private static func lineCount(_ claim: SubmittedClaim) -> [IntakeFault] {
    guard (1...linesMax).contains(claim.lines.count) else {
      return [
        IntakeFault(
          ClaimRule.lines, "lines", "A claim has 1 to \(linesMax) lines.",
          claim.lines.isEmpty ? .missing : .invalid)
      ]
    }
    let numbers = claim.lines.map(\.lineNumber)
    guard numbers == Array(1...numbers.count) else {
      return [
        IntakeFault(ClaimRule.lines, "lines", "Lines are numbered from 1 without a gap.")
      ]
    }
    return []
  }

  static let placeMessage = "A place of service has two digits, such as 11 for an office."

  static let npiMessage =
    "An NPI has ten digits, begins with 1 or 2 and ends with a check digit. Correct it."

  static func isPlace(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy(CodeText.isDigit)
  }
}
