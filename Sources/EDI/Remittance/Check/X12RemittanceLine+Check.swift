import Domain

extension X12RemittanceLine {
  /// The most modifiers of one service.
  private static let modifiersMax = 4

  /// What is wrong with the line; `number` counts from 1.
  func violations(
    at number: Int, in claim: X12AdjustmentContext
  ) -> [X12RemittanceViolation] {
    var context = claim
    context.line = number
    context.charge = charge
    context.remarks += remarks
    return codes(in: context).map { context.violation($0) } + context.violations(of: adjustments)
  }

  private func codes(in context: X12AdjustmentContext) -> [X12RemittanceViolation.Code] {
    var codes: [X12RemittanceViolation.Code] = []
    let adjusted = adjustments.reduce(Money.zero) { $0 + $1.amount }
    if charge - adjusted != paid { codes.append(.lineOutOfBalance) }
    if charge.isTooLarge || paid.isTooLarge { codes.append(.amountTooLarge) }
    let procedures = [procedure] + (billedProcedure.map { [$0] } ?? [])
    if procedures.contains(where: { $0.modifiers.count > X12RemittanceLine.modifiersMax }) {
      codes.append(.tooManyModifiers)
    }
    if !X12AdjustmentLaw.retiredRemarks.isDisjoint(with: remarks), !context.isReversal {
      codes.append(.remarkRetired)
    }
    if allowedIsWrong { codes.append(.allowedContradictsAdjustments) }
    return codes
  }

  /// Whether the allowed amount is another than the charge less what sets the price.
  ///
  /// It can be told only where every adjustment either sets the price or shares it out; with any
  /// other reason, such as another payer's payment, the amount is taken as it is.
  private var allowedIsWrong: Bool {
    guard let allowed else { return false }
    let settingPrice = adjustments.filter { Self.settingPrice.contains($0.code) }
    let sharing = adjustments.count { Self.sharing.contains($0.code) }
    guard settingPrice.count + sharing == adjustments.count else { return false }
    return charge - settingPrice.reduce(.zero) { $0 + $1.amount } != allowed
  }

  private static let settingPrice: Set<AdjustmentCode> = ["24", "45", "94", "131"]
  private static let sharing: Set<AdjustmentCode> = ["1", "2", "3", "104", "253"]
}
