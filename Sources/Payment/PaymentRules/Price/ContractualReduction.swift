import Domain

/// What the contract, or a letter of agreement, takes from the charge; never the whole of it (rules
/// `PRICE-3` and `LETTER-1`).
struct ContractualReduction {
  let adjustments: [Adjustment]
  let trace: [TraceStep]

  /// - Throws: ``AdjudicationError/Code/allowedZero`` when the price is nothing but the charge is
  ///   not: such a line needs a reason of its own, which a person must find.
  init(_ line: CoveredLine, charge: Money, allowed: Money) throws(AdjudicationError) {
    guard allowed > .zero || charge == .zero else {
      throw AdjudicationError(.allowedZero, line: line.number, "the contract prices it at nothing")
    }
    guard allowed < charge else {
      (adjustments, trace) = ([], [])
      return
    }
    let hasLetter = line.isPricedByLetter
    let adjustment = Adjustment(.contractual, line.reductionCode, charge - allowed)
    adjustments = [adjustment]
    trace = [
      TraceStep(
        hasLetter ? RuleNames.letter : RuleNames.contractualReduction, line: line.number,
        before: charge, after: allowed,
        outcome: hasLetter ? "reduced to what the letter says" : "reduced to the price",
        codes: [adjustment.label])
    ]
  }
}
