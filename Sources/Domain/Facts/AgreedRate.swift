/// What a letter of agreement says about the price of a line (rule `NET-LETTER-1`).
package struct AgreedRate: Hashable, Sendable {
  /// The authorization to which the letter is tied; the rate counts only where it is held.
  package var authorizationNumber: String
  /// The rate for one unit.
  package var amount: Money
  /// What the letter says about sequestration.
  package var sequestrationClause: ContractFacts.SequestrationClause

  /// Makes a rate.
  package init(
    authorizationNumber: String, amount: Money,
    sequestrationClause: ContractFacts.SequestrationClause = .none
  ) {
    self.authorizationNumber = authorizationNumber
    self.amount = amount
    self.sequestrationClause = sequestrationClause
  }
}

extension ContractFacts.Line {
  /// The facts as the letter prices the line, if it has one: the rate in place of all that a contract
  /// says about price.
  package var pricedByLetter: ContractFacts.Line {
    guard let letter else { return self }
    var line = withoutLetter
    line.forgetPrice()
    line.feeMethod = .letterOfAgreement
    line.unitFee = letter.amount
    line.sequestrationClause = letter.sequestrationClause
    line.letterAuthorizationNumber = letter.authorizationNumber
    return line
  }

  /// The facts as if there were no letter.
  package var withoutLetter: ContractFacts.Line {
    guard letter != nil else { return self }
    var line = self
    line.letter = nil
    return line
  }

  /// The facts that count once authorization has answered: the letter's where the authorization that
  /// it names is held, else those without it.
  package func settled(by hold: HoldFacts.Line?) -> ContractFacts.Line {
    isLetterConfirmed(by: hold) ? pricedByLetter : withoutLetter
  }

  /// Whether the letter's authorization is held for the line.
  package func isLetterConfirmed(by hold: HoldFacts.Line?) -> Bool {
    guard let letter, let hold, hold.authorization == .held else { return false }
    return hold.authorizationNumber == letter.authorizationNumber
  }

  /// Forgets what a contract says about price and what follows from it.
  package mutating func forgetPrice() {
    unitFee = nil
    baseFee = nil
    percent = nil
    feeModifier = ""
    isMultipleProcedure = false
    reductionKind = nil
    isLesserOf = true
    sequestrationClause = .none
    withhold = .zero
    withholdBasis = .net
  }
}
