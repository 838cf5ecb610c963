import Domain

/// The price of a stay as a whole: a rate for each day by level of care (rule `STAY-3`), or one rate
/// for the case (rule `STAY-4`).
struct StayPrice {
  let amount: Money
  let step: TraceStep

  /// Prices the stay of `line`, of which ``StayCheck`` has seen that every rate is there.
  ///
  /// - Throws: ``AdjudicationError`` when the price is beyond any amount accepted.
  init(_ line: CoveredLine, _ stay: Stay) throws(AdjudicationError) {
    var facts = [
      TraceStep.Fact("contract", line.contract.contractID),
      TraceStep.Fact("method", line.contract.feeMethod.rawValue),
      TraceStep.Fact("days", stay.days),
    ]
    guard line.contract.feeMethod == .perDiem else {
      amount = line.contract.unitFee ?? .zero
      try InputCheck.check(amount, "price", line: line.number)
      facts.append(TraceStep.Fact("group", stay.diagnosisRelatedGroup))
      step = TraceStep(
        RuleNames.caseRate, line: line.number, facts: facts, after: amount, outcome: "case rate")
      return
    }
    var sum = Money.zero
    for accommodation in stay.accommodations {
      let rate = line.contract.rate(of: accommodation) ?? .zero
      let price = rate.times(Quantity(units: accommodation.days))
      try InputCheck.check(price, "price", line: line.number)
      sum += price
      let name = "level_\(accommodation.revenueCode)"
      facts.append(TraceStep.Fact(name, "\(accommodation.days) x \(rate)"))
    }
    try InputCheck.check(sum, "price", line: line.number)
    amount = sum
    step = TraceStep(
      RuleNames.perDiem, line: line.number, facts: facts, after: amount, outcome: "per diem")
  }
}
