import Domain

/// A covered line with its price.
struct PricedLine {
  let covered: CoveredLine
  /// The units that are priced, fewer than billed after a cut-back.
  let quantity: Quantity
  /// The charge for those units.
  let charge: Money
  /// What the contract recognises; for a line paid outside the claim, the most that the copay is.
  let allowed: Money
  /// What the price takes from the charge, in the order of a remittance.
  let reductions: [Adjustment]
  let trace: [TraceStep]

  /// Prices `covered`.
  static func price(_ covered: CoveredLine) throws(AdjudicationError) -> PricedLine {
    let cutBack = CutBack(covered)
    if covered.isPaidOutsideClaim { return capitated(covered, cutBack) }
    return try paidByFee(covered, cutBack)
  }

  private static func capitated(_ covered: CoveredLine, _ cutBack: CutBack) -> PricedLine {
    let copayMax = Capitation.copayMax(covered, charge: cutBack.charge, cutBack.quantity)
    return PricedLine(
      covered: covered, quantity: cutBack.quantity, charge: cutBack.charge, allowed: copayMax,
      reductions: cutBack.adjustments, trace: cutBack.trace)
  }

  private static func paidByFee(
    _ covered: CoveredLine, _ cutBack: CutBack
  ) throws(AdjudicationError) -> PricedLine {
    let fee = try UnitPrice(covered, cutBack.quantity)
    let lesserOf = LesserOf(covered, charge: cutBack.charge, fee: fee.amount)
    let reduction = try ContractualReduction(
      covered, charge: cutBack.charge, allowed: lesserOf.allowed)
    return PricedLine(
      covered: covered, quantity: cutBack.quantity, charge: cutBack.charge,
      allowed: lesserOf.allowed,
      reductions: cutBack.adjustments + lesserOf.adjustments + reduction.adjustments,
      trace: cutBack.trace + [fee.step, lesserOf.step] + reduction.trace)
  }
}
