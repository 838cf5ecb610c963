import ClaimRules
import Domain
import Messages

extension ClaimV1.Claim {
  /// The other payers of the claim, of too many only so many as show it.
  func readOtherPayers(_ faults: inout [IntakeFault]) -> [SubmittedClaim.OtherPayer] {
    countFault(otherPayers.count, "other_payers", &faults)
    return otherPayers.prefix(OtherPayerEdits.payersMax).enumerated().map { index, payer in
      payer.read("other_payers[\(index + 1)]", &faults)
    }
  }
}

extension ClaimV1.ClaimLine {
  /// What other payers decided of the line, of too many only so many as show it.
  func readOtherPayers(
    _ field: @autoclosure () -> String, _ faults: inout [IntakeFault]
  ) -> [SubmittedClaim.OtherPayerLine] {
    guard !otherPayers.isEmpty else { return [] }
    let field = field()
    countFault(otherPayers.count, "\(field).other_payers", &faults)
    return otherPayers.prefix(OtherPayerEdits.payersMax).enumerated().map { index, payer in
      payer.read("\(field).other_payers[\(index + 1)]", &faults)
    }
  }
}

extension ClaimV1.OtherPayer {
  fileprivate func read(
    _ field: String, _ faults: inout [IntakeFault]
  ) -> SubmittedClaim.OtherPayer {
    SubmittedClaim.OtherPayer(
      payerID: payerID, order: payerOrder,
      paid: readOptionalMoney(paid, "\(field).paid", &faults),
      paidOn: readDay(paidOn, "\(field).paid_on", &faults),
      adjustments: adjustments.read("\(field).adjustments", &faults),
      allowed: readOptionalMoney(allowed, "\(field).allowed", &faults),
      obligated: readOptionalMoney(obligated, "\(field).obligated", &faults))
  }
}

extension ClaimV1.OtherPayerLine {
  fileprivate func read(
    _ field: String, _ faults: inout [IntakeFault]
  ) -> SubmittedClaim.OtherPayerLine {
    SubmittedClaim.OtherPayerLine(
      payerID: payerID, paid: readMoney(paid, "\(field).paid", &faults),
      paidOn: readDay(paidOn, "\(field).paid_on", &faults),
      adjustments: adjustments.read("\(field).adjustments", &faults),
      allowed: readOptionalMoney(allowed, "\(field).allowed", &faults),
      obligated: readOptionalMoney(obligated, "\(field).obligated", &faults))
  }
}

extension [ClaimV1.OtherPayerAdjustment] {
  fileprivate func read(_ field: String, _ faults: inout [IntakeFault]) -> [Adjustment] {
    if count > OtherPayerEdits.adjustmentsMax {
      faults.append(
        IntakeFault(
          ClaimRule.otherPayer, field,
          "At most \(OtherPayerEdits.adjustmentsMax) adjustments may be named here."))
    }
    return prefix(OtherPayerEdits.adjustmentsMax).enumerated().compactMap { index, adjustment in
      adjustment.read("\(field)[\(index + 1)]", &faults)
    }
  }
}

extension ClaimV1.OtherPayerAdjustment {
  fileprivate func read(_ field: String, _ faults: inout [IntakeFault]) -> Adjustment? {
    guard let group = AdjustmentGroup(rawValue: group) else {
      faults.append(
        IntakeFault(ClaimRule.otherPayer, "\(field).group", "The group is CO, OA, PI or PR."))
      return nil
    }
    return Adjustment(
      group, AdjustmentCode(rawValue: code), readMoney(amount, "\(field).amount", &faults))
  }
}

private func countFault(_ count: Int, _ field: String, _ faults: inout [IntakeFault]) {
  guard count > OtherPayerEdits.payersMax else { return }
  faults.append(
    IntakeFault(
      ClaimRule.otherPayer, field,
      "At most \(OtherPayerEdits.payersMax) other payers may be named here."))
}

private func readOptionalMoney(
  _ message: TypeV1.Money?, _ field: @autoclosure () -> String, _ faults: inout [IntakeFault]
) -> Money? {
  guard let message else { return nil }
  return readMoney(message, field(), &faults)
}
