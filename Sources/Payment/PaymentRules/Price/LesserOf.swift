import Domain

/// What the contract recognises: the lesser of charge and fee, or the fee alone (rule `PRICE-2`).
struct LesserOf {
  let allowed: Money
  let adjustments: [Adjustment]
  let step: TraceStep

  /// - Throws: ``AdjudicationError`` when the fee alone counts and is beyond any amount accepted.
  init(_ line: CoveredLine, charge: Money, fee: Money) throws(AdjudicationError) {
    allowed = line.contract.isLesserOf ? min(charge, fee) : fee
    try InputCheck.check(allowed, "price", line: line.number)
    adjustments = allowed > charge ? [Adjustment(.contractual, "94", charge - allowed)] : []
    step = TraceStep(
      RuleNames.lesserOf, line: line.number,
      facts: [TraceStep.Fact("charge", charge), TraceStep.Fact("fee", fee)],
      before: charge, after: allowed,
      outcome: line.contract.isLesserOf ? "lesser of the two" : "fee alone",
      codes: adjustments.map(\.label))
  }
}
