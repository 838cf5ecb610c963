import Domain

/// The fee of a line: the fee for one unit times the units (rule `PRICE-1`).
struct UnitPrice {
  let amount: Money
  let step: TraceStep

  /// - Throws: ``AdjudicationError`` when the fee is beyond any amount accepted.
  init(
    _ line: CoveredLine, unitFee: Money, _ quantity: Quantity
  ) throws(AdjudicationError) {
    amount = unitFee.times(quantity)
    try InputCheck.check(amount, "fee", line: line.number)
    step = TraceStep(
      RuleNames.unitPrice, line: line.number,
      facts: [
        TraceStep.Fact("contract", line.contract.contractID),
        TraceStep.Fact("method", line.contract.feeMethod.rawValue),
        TraceStep.Fact("unit_fee", unitFee), TraceStep.Fact("units", quantity),
      ],
      after: amount, outcome: "fee")
  }
}
