import Domain

/// Where adjustments stand while their legality is looked at.
struct X12AdjustmentContext {
  /// The most segments of one loop, each with one reason at least.
  private static let adjustmentsMax = 99

  let claim: Int
  var line = 0
  let isReversal: Bool
  var charge: Money
  /// Remark codes of the line and of the claim around it.
  var remarks: [String]

  init(claim: Int, isReversal: Bool, charge: Money, remarks: [String]) {
    self.claim = claim
    self.isReversal = isReversal
    self.charge = charge
    self.remarks = remarks
  }

  /// A violation at this place.
  func violation(
    _ code: X12RemittanceViolation.Code, _ adjustment: Adjustment? = nil
  ) -> X12RemittanceViolation {
    X12RemittanceViolation(
      code, claim: claim, line: line, adjustment: adjustment?.label ?? "")
  }

  /// What is not legal in the adjustments of one level, added up as they are sent.
  func violations(of adjustments: [Adjustment]) -> [X12RemittanceViolation] {
    let arranged = X12AdjustmentOrder.arranged(adjustments)
    var violations: [X12RemittanceViolation] = []
    if arranged.count > Self.adjustmentsMax { violations.append(violation(.tooManyAdjustments)) }
    if reducesWholeCharge(arranged) { violations.append(violation(.reductionIsWholeCharge)) }
    return violations
      + arranged.flatMap { adjustment in
        codes(of: adjustment).map { violation($0, adjustment) }
      }
  }

  /// Whether the reduction to the allowed amount, in whatever group, leaves nothing of the charge.
  private func reducesWholeCharge(_ adjustments: [Adjustment]) -> Bool {
    let reductions = adjustments.filter { $0.code == "45" }
    return charge != .zero && reductions.reduce(.zero) { $0 + $1.amount } == charge
  }

  private func codes(of adjustment: Adjustment) -> [X12RemittanceViolation.Code] {
    var codes: [X12RemittanceViolation.Code] = []
    let reason = adjustment.code.rawValue
    if adjustment.amount.isTooLarge { codes.append(.amountTooLarge) }
    if !isReversal { codes += codesOfCurrentLists(reason) }
    if X12AdjustmentLaw.groups[reason].map({ !$0.contains(adjustment.group) }) == true {
      codes.append(.groupNotAdmitted)
    }
    return codes
  }

  /// What does not bind a reversal, which repeats what once was sent.
  private func codesOfCurrentLists(_ reason: String) -> [X12RemittanceViolation.Code] {
    if X12AdjustmentLaw.retired.contains(reason) { return [.codeRetired] }
    guard X12AdjustmentLaw.isReasonOfHealth(reason) else { return [.codeForeign] }
    guard X12AdjustmentLaw.requiringRemark.contains(reason) else { return [] }
    let explains = remarks.contains { !X12AdjustmentLaw.alerts.contains($0) }
    return explains ? [] : [.remarkMissing]
  }
}
