import Domain

/// What the contract recognises: the lesser of charge and fee, or the fee alone (rule `PRICE-2`).
struct LesserOf {
  let allowed: Money
  let adjustments: [Adjustment]
  let step: TraceStep

  init(_ line: CoveredLine, charge: Money, fee: Money) {
    allowed = line.contract.isLesserOf ? min(charge, fee) : fee
    adjustments = allowed > charge ? [Adjustment(.contractual, "94", charge - allowed)] : []
    step = TraceStep(
      RuleNames.lesserOf, line: line.number,
      facts: [TraceStep.Fact("charge", charge), TraceStep.Fact("fee", fee)],
      before: charge, after: allowed,
      outcome: line.contract.isLesserOf ? "lesser of the two" : "fee alone",
      codes: adjustments.map(\.label))
  }
}
