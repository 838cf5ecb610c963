package import Domain

/// Judges whether a claim can be accepted, from the claim alone and the day it arrived.
///
/// Every edit is evaluated; all faults are returned at once, in the order of the claim's fields.
package enum IntakeEdits {
  /// The most lines that a claim may have.
  package static let linesMax = 999
  /// The most diagnoses that a professional claim may have.
  package static let diagnosesMax = 12

  /// Everything that is wrong with `claim`, which arrived on `received`.
  package static func faults(in claim: SubmittedClaim, received: Day) -> [IntakeFault] {
    texts(claim) + providers(claim) + header(claim) + diagnoses(claim) + lineCount(claim)
      + claim.lines.enumerated().flatMap { index, line in
        LineEdits(claim: claim, line: line, position: index + 1, received: received).faults
      } + total(claim) + patient(claim, received: received)
  }

  private static func texts(_ claim: SubmittedClaim) -> [IntakeFault] {
    let patient = claim.patient.exposed
    let required = [
      ("patient_control_number", claim.patientControlNumber, 38),
      ("patient.member_id", patient.memberID, 80),
      ("patient.family_name", patient.familyName, 100),
    ].filter { !(1...$0.2).contains($0.1.utf8.count) }
    let optional = [
      ("patient.given_name", patient.givenName, 100),
      ("patient.postal_code", patient.postalCode, 15),
      ("authorization_number", claim.authorizationNumber, 50),
      ("referral_number", claim.referralNumber, 50),
      ("original_claim_id", claim.originalClaimID, 50),
    ].filter { $0.1.utf8.count > $0.2 }
    return required.map { field, _, most in
      IntakeFault(ClaimRule.text, field, "This must have 1 to \(most) characters.")
    }
      + optional.map { field, _, most in
        IntakeFault(ClaimRule.text, field, "This may have at most \(most) characters.")
      }
  }

  private static func providers(_ claim: SubmittedClaim) -> [IntakeFault] {
    var faults: [IntakeFault] = []
    let optional = [
      ("rendering_npi", claim.renderingNPI), ("referring_npi", claim.referringNPI),
    ].filter { !$0.1.isEmpty }
    for (field, text) in [("billing_provider.npi", claim.billingNPI)] + optional
    where NPI(text) == nil {
      faults.append(
        IntakeFault(
          ClaimRule.provider, field,
          "An NPI has ten digits, begins with 1 or 2 and ends with a check digit. Correct it."))
    }
    if !isTaxNumber(claim.billingTIN) {
      faults.append(
        IntakeFault(
          ClaimRule.taxNumber, "billing_provider.tin",
          "A tax number has nine digits that are not all the same. Correct it."))
    }
    return faults
  }

  private static func header(_ claim: SubmittedClaim) -> [IntakeFault] {
    var faults: [IntakeFault] = []
    if !isPlace(claim.placeOfService) {
      faults.append(IntakeFault(ClaimRule.place, "place_of_service", placeMessage))
    }
    switch claim.frequency {
    case "", "1":
      break
    case "7", "8":
      if claim.originalClaimID.isEmpty {
        faults.append(
          IntakeFault(
            ClaimRule.frequency, "original_claim_id",
            "A replacement or void must name the payer's number of the original claim."))
      }
    default:
      faults.append(
        IntakeFault(
          ClaimRule.frequency, "frequency",
          "The frequency must be 1 (original), 7 (replacement) or 8 (void)."))
    }
    return faults
  }

  private static func diagnoses(_ claim: SubmittedClaim) -> [IntakeFault] {
    guard (1...diagnosesMax).contains(claim.diagnoses.count) else {
      return [
        IntakeFault(
          ClaimRule.diagnosis, "diagnoses",
          "A professional claim has 1 to \(diagnosesMax) diagnoses.")
      ]
    }
    var seen: Set<String> = []
    return claim.diagnoses.enumerated().compactMap { index, code in
      if !isDiagnosis(code) {
        return IntakeFault(
          ClaimRule.diagnosis, "diagnoses[\(index + 1)]",
          "A diagnosis code is a letter, a digit and one to five more characters, without the dot.")
      }
      return seen.insert(code).inserted
        ? nil
        : IntakeFault(
          ClaimRule.diagnosis, "diagnoses[\(index + 1)]", "A diagnosis may be listed only once.")
    }
  }

  private static func lineCount(_ claim: SubmittedClaim) -> [IntakeFault] {
    guard (1...linesMax).contains(claim.lines.count) else {
      return [IntakeFault(ClaimRule.lines, "lines", "A claim has 1 to \(linesMax) lines.")]
    }
    let numbers = claim.lines.map(\.lineNumber)
    guard numbers == Array(1...numbers.count) else {
      return [
        IntakeFault(ClaimRule.lines, "lines", "Lines are numbered from 1 without a gap.")
      ]
    }
    return []
  }

  private static func total(_ claim: SubmittedClaim) -> [IntakeFault] {
    let sum = claim.lines.reduce(Money.zero) { $0 + $1.charge }
    guard sum == claim.charge else {
      return [
        IntakeFault(
          ClaimRule.total, "charge", "The total charge must be the sum of the line charges.")
      ]
    }
    return []
  }

  private static func patient(_ claim: SubmittedClaim, received: Day) -> [IntakeFault] {
    let patient = claim.patient.exposed
    guard let birthDate = patient.birthDate, birthDate <= received else {
      return [
        IntakeFault(
          ClaimRule.days, "patient.birth_date",
          "The birth date must be given and may not be in the future.")
      ]
    }
    return []
  }

  static let placeMessage = "A place of service has two digits, such as 11 for an office."

  static func isPlace(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isTaxNumber(_ text: String) -> Bool {
    text.utf8.count == 9 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && Set(text.utf8).count > 1
  }

  private static func isDiagnosis(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (3...7).contains(bytes.count), CodeText.isUpperLetter(bytes[0]),
      CodeText.isDigit(bytes[1])
    else { return false }
    return bytes.dropFirst(2).allSatisfy { CodeText.isDigit($0) || CodeText.isUpperLetter($0) }
  }
}
