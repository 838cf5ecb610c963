import Domain

/// Refuses to price a stay whose facts do not say enough (rules `STAY-2` to `STAY-4`).
enum StayCheck {
  static func check(_ line: CoveredLine, _ stay: Stay) throws(AdjudicationError) {
    guard stay.isConsistent, stay.admission == line.billed.day,
      line.billed.quantity == Quantity(units: stay.days)
    else {
      throw AdjudicationError(
        .factsContradict, line: line.number, "the days of the stay do not fit together")
    }
    if let limit = line.contract.outlierCharge, line.billed.charge > limit {
      throw AdjudicationError(
        .manualPricing, line: line.number, "the charge is beyond what the contract prices")
    }
    if let hold = line.hold, hold.authorization == .held, hold.held < line.billed.quantity {
      throw AdjudicationError(
        .manualPricing, line: line.number, "fewer days are authorized than the stay has")
    }
    try checkRates(line, stay)
  }

  private static func checkRates(_ line: CoveredLine, _ stay: Stay) throws(AdjudicationError) {
    let contract = line.contract
    guard contract.feeMethod.isOfStay else {
      throw AdjudicationError(
        .manualPricing, line: line.number, "the contract does not price stays")
    }
    for rate in contract.stayRates {
      try InputCheck.check(rate.amount, "rate a day", line: line.number)
    }
    let isComplete =
      contract.feeMethod == .perDiem
      ? stay.accommodations.allSatisfy { contract.rate(of: $0) != nil } : contract.unitFee != nil
    guard isComplete else {
      throw AdjudicationError(
        .factsIncomplete, line: line.number, "the contract has no rate for the stay")
    }
  }
}

extension ContractFacts.Line {
  /// What a day at the level of `accommodation` is paid; nothing when no rate is listed.
  func rate(of accommodation: Stay.Accommodation) -> Money? {
    stayRates.first { $0.revenueCode == accommodation.revenueCode }?.amount
  }
}
