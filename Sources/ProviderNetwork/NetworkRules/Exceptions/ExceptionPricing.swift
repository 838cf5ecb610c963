import Domain

/// Prices a line beside its contract: by a letter of agreement, or by what is owed without one.
enum ExceptionPricing {
  /// Adds to `answer` the prices that exceptions give.
  ///
  /// A letter counts before every contract, whatever was found about the provider; because it counts
  /// only where its authorization is held, it stands beside what is said without it. The price that is
  /// owed without a contract takes the contract's place where none is in force, or the provider does
  /// not stand in it.
  static func apply(
    to line: ContractQuestion.Line, in directory: NetworkDirectory,
    _ answer: inout ContractFacts.Line, _ trace: inout [TraceStep]
  ) {
    if let letter = directory.exceptions.letter(for: line),
      let rate = letter.rates[line.procedure]
    {
      answer.letter = AgreedRate(
        authorizationNumber: letter.key.authorizationNumber, amount: rate,
        sequestrationClause: letter.sequestrationClause)
      trace.append(NetworkTrace.letter(letter, rate, line))
    }
    guard line.isOwedWithoutContract, answer.status.isWithoutContract else { return }
    guard let terms = directory.exceptions.terms(for: line) else {
      trace.append(NetworkTrace.noTermsWithoutContract(line))
      return
    }
    apply(terms, to: line, directory.fees, &answer, &trace)
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
    answer.reductionKind = fee.row.reductionKind
  }
}
