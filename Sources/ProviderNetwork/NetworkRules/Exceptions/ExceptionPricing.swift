import Domain

/// Prices a line beside its contract: by a letter of agreement, or by what is owed without one.
enum ExceptionPricing {
  /// Changes what `answer` says about price where an exception gives another one.
  ///
  /// A letter counts before every contract, whatever was found about the provider; what was found
  /// stays said. Without a letter the price that is owed without a contract counts where none is in
  /// force, or the provider does not stand in it.
  static func apply(
    to line: ContractQuestion.Line, in directory: NetworkDirectory,
    _ answer: inout ContractFacts.Line, _ trace: inout [TraceStep]
  ) {
    if let letter = directory.exceptions.letter(for: line),
      let rate = letter.rates[line.procedure]
    {
      apply(letter, rate, &answer)
      trace.append(NetworkTrace.letter(letter, rate, line))
      return
    }
    guard line.isOwedWithoutContract, answer.status.isWithoutContract else { return }
    guard let terms = directory.exceptions.terms(for: line) else {
      trace.append(NetworkTrace.noTermsWithoutContract(line))
      return
    }
    apply(terms, to: line, directory.fees, &answer, &trace)
  }

  /// The rate of the letter in place of all that the contract says about price (rule `NET-LETTER-1`).
  private static func apply(
    _ letter: LetterOfAgreement, _ rate: Money, _ answer: inout ContractFacts.Line
  ) {
    answer.forgetPrice()
    answer.feeMethod = .letterOfAgreement
    answer.unitFee = rate
    answer.sequestrationClause = letter.sequestrationClause
    answer.letterAuthorizationNumber = letter.key.authorizationNumber
  }

  /// The fee of the product's schedule (rules `NET-OON-2` and `NET-OON-3`).
  private static func apply(
    _ terms: OutOfNetworkTerms, to line: ContractQuestion.Line, _ fees: FeeTable,
    _ answer: inout ContractFacts.Line, _ trace: inout [TraceStep]
  ) {
    let fee = fees.row(in: terms.feeScheduleID, for: line).map { row in
      UnitFee(
        row: row, setting: ServiceSetting(placeOfService: line.placeOfService), percent: .whole)
    }
    trace += NetworkTrace.physicianFee(fees.physicianFee(in: terms.feeScheduleID, for: line), line)
    trace.append(NetworkTrace.feeWithoutContract(fee, terms, line))
    guard let fee, fee.amount > .zero else { return }
    answer.forgetPrice()
    answer.feeMethod = terms.basis.feeMethod
    answer.unitFee = fee.amount
    answer.feeModifier = fee.row.modifier
    answer.isMultipleProcedure = fee.row.isMultipleProcedure
  }
}

extension ContractFacts.Line {
  /// Forgets what a contract says about price and what follows from it.
  fileprivate mutating func forgetPrice() {
    unitFee = nil
    baseFee = nil
    percent = nil
    feeModifier = ""
    isMultipleProcedure = false
    isLesserOf = true
    sequestrationClause = .none
    withhold = .zero
    withholdBasis = .net
  }
}
