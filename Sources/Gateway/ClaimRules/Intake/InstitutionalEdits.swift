import Domain

/// The intake edits of what only an institution bills.
struct InstitutionalEdits {
  let claim: SubmittedClaim
  let received: Day

  /// Everything that is wrong with it; nothing on a professional claim.
  var faults: [IntakeFault] {
    guard claim.kind == .institutional else { return [] }
    return billType + statement + admission + physicians + procedures
  }

  private var detail: SubmittedClaim.Institutional { claim.institutional }

  private func fault(
    _ rule: RuleName, _ field: String, _ message: String, _ kind: IntakeFault.Kind = .invalid
  ) -> IntakeFault {
    IntakeFault(rule, "institutional.\(field)", message, kind)
  }

  private var billType: [IntakeFault] {
    guard let type = BillType(detail.typeOfBill) else {
      return [
        fault(
          ClaimRule.billType, "type_of_bill",
          "A type of bill has a zero and three digits, such as 0131.",
          detail.typeOfBill.isEmpty ? .missing : .invalid)
      ]
    }
    let frequency = claim.frequency.isEmpty ? "1" : claim.frequency
    guard type.frequency != frequency else { return [] }
    return [
      fault(
        ClaimRule.billType, "type_of_bill",
        "The last digit of the type of bill must be the claim's frequency.", .contradicts)
    ]
  }

  private var statement: [IntakeFault] {
    guard let days = detail.statement else {
      return [
        fault(ClaimRule.statement, "statement", "The days of the statement are missing.", .missing)
      ]
    }
    let isOutside = claim.lines.contains { line in
      guard let from = line.from else { return false }
      return !days.contains(from) || !days.contains(line.to ?? from)
    }
    var faults: [IntakeFault] = []
    if days.to > received {
      faults.append(
        fault(
          ClaimRule.statement, "statement", "The statement may not end after the claim arrived."))
    }
    if detail.leaves.count > IntakeEdits.leavesMax {
      faults.append(
        fault(
          ClaimRule.statement, "leaves",
          "At most \(IntakeEdits.leavesMax) spans of leave are accepted."))
    }
    if isOutside {
      faults.append(
        fault(
          ClaimRule.statement, "statement", "Every line must lie within the statement's days.",
          .contradicts))
    }
    return faults
  }

  private var admission: [IntakeFault] {
    guard let day = detail.admissionDay else {
      guard detail.isInpatient else { return [] }
      return [
        fault(
          ClaimRule.statement, "admission_day", "A stay must say on which day it began.", .missing)
      ]
    }
    guard let days = detail.statement, day > days.to else { return [] }
    return [
      fault(
        ClaimRule.statement, "admission_day",
        "The admission may not be after the statement's last day.", .contradicts)
    ]
  }

  private var physicians: [IntakeFault] {
    [("attending_npi", detail.attendingNPI), ("operating_npi", detail.operatingNPI)]
      .filter { !$0.1.isEmpty && NPI($0.1) == nil }
      .map { fault(ClaimRule.provider, $0.0, IntakeEdits.npiMessage) }
  }

  private var procedures: [IntakeFault] {
    if detail.isOutpatient, !detail.procedures.isEmpty {
      return [
        fault(
          ClaimRule.inpatient, "procedures",
          "Inpatient procedure codes belong to a stay. Use procedures on the lines.", .contradicts)
      ]
    }
    return detail.procedures.enumerated().compactMap { index, code in
      InstitutionalEdits.isInpatientProcedure(code)
        ? nil
        : fault(
          ClaimRule.inpatient, "procedures[\(index + 1)]",
          "An inpatient procedure code has seven digits or capital letters other than I and O.")
    }
  }

  private static func isInpatientProcedure(_ text: String) -> Bool {
    text.utf8.count == 7
      && text.utf8.allSatisfy { byte in
        CodeText.isDigit(byte)
          || (CodeText.isUpperLetter(byte) && byte != UInt8(ascii: "I")
            && byte != UInt8(ascii: "O"))
      }
  }
}
