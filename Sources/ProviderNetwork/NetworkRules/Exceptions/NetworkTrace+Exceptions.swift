import Domain

extension NetworkTrace {
  /// That a letter of agreement prices the line.
  static func letter(
    _ letter: LetterOfAgreement, _ rate: Money, _ line: ContractQuestion.Line
  ) -> TraceStep {
    TraceStep(
      NetworkRuleName.letter, line: line.lineNumber,
      facts: [
        TraceStep.Fact("authorization", letter.key.authorizationNumber),
        TraceStep.Fact("version", letter.version), TraceStep.Fact("procedure", line.procedure),
      ], after: rate, outcome: "letter_of_agreement")
  }

  /// The fee that is owed without a contract, or that the schedule lists none.
  static func feeWithoutContract(
    _ fee: UnitFee?, _ terms: OutOfNetworkTerms, _ line: ContractQuestion.Line
  ) -> TraceStep {
    let facts = [
      TraceStep.Fact("basis", terms.basis.rawValue),
      TraceStep.Fact("schedule", terms.feeScheduleID),
      TraceStep.Fact("procedure", line.procedure),
    ]
    guard let fee, fee.amount > .zero else {
      return TraceStep(
        NetworkRuleName.feeWithoutContractMissing, line: line.lineNumber, facts: facts,
        outcome: "none_listed")
    }
    return TraceStep(
      NetworkRuleName.feeWithoutContract, line: line.lineNumber,
      facts: facts + [TraceStep.Fact("setting", fee.setting.rawValue)], after: fee.amount,
      outcome: "owed_without_contract")
  }

  /// That the product does not say what it owes without a contract.
  static func noTermsWithoutContract(_ line: ContractQuestion.Line) -> TraceStep {
    TraceStep(
      NetworkRuleName.feeWithoutContractMissing, line: line.lineNumber,
      facts: [TraceStep.Fact("product", line.productID)], outcome: "no_terms")
  }

  /// What Medicare's physician fee schedule was asked, when it was.
  static func physicianFee(
    _ finding: PhysicianFeeFinding?, _ line: ContractQuestion.Line
  ) -> [TraceStep] {
    guard let finding else { return [] }
    let postalCode = TraceStep.Fact("postal_code", line.postalCode)
    switch finding {
    case .fee(let row, let locality):
      return [
        TraceStep(
          NetworkRuleName.postalLocality, line: line.lineNumber, facts: [postalCode],
          outcome: locality.description),
        TraceStep(
          NetworkRuleName.physicianFee, line: line.lineNumber,
          facts: [
            TraceStep.Fact("procedure", line.procedure),
            TraceStep.Fact("modifier", row.modifier),
            TraceStep.Fact("facility", row.amount(in: .facility)),
          ], after: row.amount, outcome: "computed"),
      ]
    case .absent(let why):
      return [
        TraceStep(
          why.rule, line: line.lineNumber,
          facts: [postalCode, TraceStep.Fact("procedure", line.procedure)], outcome: why.rawValue)
      ]
    }
  }
}

extension PhysicianFeeFinding.Absence {
  /// The rule by which there is no fee.
  fileprivate var rule: RuleName {
    switch self {
    case .postalCodeMissing, .postalCodeUnknown, .postalCodeSplit, .costsMissing:
      NetworkRuleName.postalLocality
    case .notPaidByUnits, .valueMissing: NetworkRuleName.relativeValueStatus
    case .factorMissing, .amountOutOfRange: NetworkRuleName.physicianFee
    }
  }
}
