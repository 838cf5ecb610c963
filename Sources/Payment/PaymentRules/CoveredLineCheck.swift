import Domain

/// Refuses to pay a line against its own facts.
enum CoveredLineCheck {
  static func check(_ line: CoveredLine) throws(AdjudicationError) {
    try checkBenefit(line)
    try checkContract(line)
    try checkHold(line)
    try checkAmounts(line)
  }

  private static func checkBenefit(_ line: CoveredLine) throws(AdjudicationError) {
    guard line.benefit.isCovered else {
      throw AdjudicationError(
        .factsContradict, line: line.number, "it is no benefit, but no reason denies it")
    }
    let hasMoreThanCopay = line.benefit.isDeductibleApplied || line.benefit.coinsurance != .zero
    guard !line.isPaidOutsideClaim || line.isWithoutShare || !hasMoreThanCopay else {
      throw AdjudicationError(
        .capitatedCostShare, line: line.number,
        "a capitated or salaried line has a deductible or coinsurance")
    }
  }

  private static func checkContract(_ line: CoveredLine) throws(AdjudicationError) {
    let contract = line.contract
    guard contract.status != .billingExcluded, contract.status != .renderingExcluded else {
      throw AdjudicationError(
        .factsContradict, line: line.number, "the provider is excluded, but no reason denies it")
    }
    try checkLetter(line)
    guard contract.feeMethod.isOwed(by: line.terms.lineOfBusiness) else {
      throw AdjudicationError(
        .factsContradict, line: line.number,
        "the qualifying payment amount is not owed in its line of business")
    }
    if line.isPaidOutsideClaim {
      guard contract.status == .inNetwork else {
        throw AdjudicationError(
          .factsContradict, line: line.number, "capitation or salary without a contract in force")
      }
      return
    }
    try checkPrice(line)
  }

  /// Refuses to pay by a letter of agreement whose authorization is not held for the line (rule
  /// `LETTER-1`).
  private static func checkLetter(_ line: CoveredLine) throws(AdjudicationError) {
    guard line.isPricedByLetter else { return }
    let letter = line.contract.letterAuthorizationNumber
    guard let hold = line.hold, hold.authorization == .held, !letter.isEmpty,
      hold.authorizationNumber == letter
    else {
      throw AdjudicationError(
        .factsContradict, line: line.number,
        "the authorization of its letter of agreement is not confirmed")
    }
  }

  /// Refuses to price what a person must, what has no fee, and a fee that is not the share it says.
  private static func checkPrice(_ line: CoveredLine) throws(AdjudicationError) {
    let contract = line.contract
    if let stay = line.billed.stay { return try StayCheck.check(line, stay) }
    guard !contract.feeMethod.isOfStay, line.benefit.copayUnit == .visit else {
      throw AdjudicationError(
        .manualPricing, line: line.number, "it is priced, or shared, as a stay and is none")
    }
    guard line.billed.isCountedInUnits else {
      throw AdjudicationError(
        .manualPricing, line: line.number, "it counts something else than units")
    }
    guard !line.modifiers.isPricedByPerson else {
      throw AdjudicationError(
        .manualPricing, line: line.number, "a modifier changes its price by a person's judgement")
    }
    guard line.isPaidByFee else {
      guard contract.percent != nil else {
        throw AdjudicationError(
          .factsIncomplete, line: line.number, "the contract gives no share of the charge")
      }
      return
    }
    guard let unitFee = contract.unitFee else {
      throw AdjudicationError(.factsIncomplete, line: line.number, "the contract gives no fee")
    }
    if let base = contract.baseFee, base.share(contract.percent ?? .whole) != unitFee {
      throw AdjudicationError(
        .factsContradict, line: line.number, "its fee is not the share that the contract names")
    }
  }

  private static func checkHold(_ line: CoveredLine) throws(AdjudicationError) {
    guard let hold = line.hold else { return }
    guard hold.referral != .uncertain else {
      throw AdjudicationError(
        .factsIncomplete, line: line.number, "whether the referral counts is not known")
    }
    guard hold.authorization != .held || hold.held > .zero else {
      throw AdjudicationError(
        .factsContradict, line: line.number, "an authorization is held without a unit")
    }
  }

  private static func checkAmounts(_ line: CoveredLine) throws(AdjudicationError) {
    let terms = line.terms
    let amounts: [(Money, String)] = [
      (line.benefit.copay, "copay"), (line.benefit.dollarsMax ?? .zero, "limit"),
      (line.contract.unitFee ?? .zero, "fee"),
      (line.contract.baseFee ?? .zero, "fee of the schedule"),
      (terms.deductibleIndividual, "individual deductible"),
      (terms.deductibleFamily, "family deductible"),
      (terms.outOfPocketIndividual, "individual out-of-pocket limit"),
      (terms.outOfPocketFamily, "family out-of-pocket limit"),
    ]
    for (amount, name) in amounts { try InputCheck.check(amount, name, line: line.number) }
    try InputCheck.check(line.hold?.held ?? .zero, "held quantity", line: line.number)
    let share = line.contract.percent ?? .whole
    guard (BasisPoints.zero...ContractFacts.Line.percentMax).contains(share) else {
      throw AdjudicationError(
        .amountOutOfRange, line: line.number, "the contract's share is out of range")
    }
    guard (BasisPoints.zero...BasisPoints.whole).contains(line.contract.withhold) else {
      throw AdjudicationError(
        .amountOutOfRange, line: line.number, "the withhold is not 0 to 100 percent")
    }
    guard (BasisPoints.zero...BasisPoints.whole).contains(line.benefit.coinsurance) else {
      throw AdjudicationError(
        .amountOutOfRange, line: line.number, "the coinsurance is not 0 to 100 percent")
    }
  }
}
