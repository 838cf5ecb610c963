import Domain

/// The price of a line whose contract pays a share of the charge (rule `PRICE-8`).
struct ChargeShare {
  let amount: Money
  let step: TraceStep

  /// Takes the contract's share of `charge`, rounded half-up to the cent once for the line.
  ///
  /// - Throws: ``AdjudicationError`` when the price is beyond any amount accepted.
  init(_ line: CoveredLine, charge: Money) throws(AdjudicationError) {
    let percent = line.contract.percent ?? .zero
    amount = charge.share(percent)
    try InputCheck.check(amount, "fee", line: line.number)
    step = TraceStep(
      RuleNames.chargeShare, line: line.number,
      facts: [
        TraceStep.Fact("contract", line.contract.contractID),
        TraceStep.Fact("method", line.contract.feeMethod.rawValue),
        TraceStep.Fact("percent", percent),
      ],
      before: charge, after: amount, outcome: "share of the charge")
  }
}
