import Domain

/// The steps that explain a line of a contract answer.
enum NetworkTrace {
  /// Whether the billing or the rendering provider is excluded.
  static func exclusion(
    _ status: ContractFacts.Line.Status?, _ line: ContractQuestion.Line
  ) -> TraceStep {
    TraceStep(
      NetworkRuleName.exclusion, line: line.lineNumber,
      facts: [TraceStep.Fact("rendering", line.renderingNPI), TraceStep.Fact("day", line.day)],
      outcome: status?.rawValue ?? "not_excluded")
  }

  /// That the billing provider does not bill under the claim's tax number.
  static func taxNumberUnknown(_ line: ContractQuestion.Line) -> TraceStep {
    TraceStep(NetworkRuleName.taxNumber, line: line.lineNumber, outcome: "tax_number_unknown")
  }

  /// Which contract was found, and through what.
  static func contract(
    _ finding: ContractSearch.Finding, _ line: ContractQuestion.Line
  ) -> TraceStep {
    switch finding {
    case .inForce(let governing):
      TraceStep(
        NetworkRuleName.contractInForce, line: line.lineNumber,
        facts: [
          TraceStep.Fact("contract", governing.contract.contractID),
          TraceStep.Fact("version", governing.contract.version),
          TraceStep.Fact("path", governing.path.rawValue),
        ],
        outcome: "in_force")
    case .ended(let contract):
      TraceStep(
        NetworkRuleName.contractEnded, line: line.lineNumber,
        facts: [
          TraceStep.Fact("contract", contract.contractID),
          TraceStep.Fact("last_day", contract.days.to),
        ],
        outcome: "ended")
    case .none:
      TraceStep(
        NetworkRuleName.outOfNetwork, line: line.lineNumber,
        facts: [TraceStep.Fact("product", line.productID)], outcome: "out_of_network")
    }
  }

  /// Whether the rendering provider is on the roster.
  static func roster(isOnRoster: Bool, _ line: ContractQuestion.Line) -> TraceStep {
    TraceStep(
      NetworkRuleName.roster, line: line.lineNumber,
      outcome: isOnRoster ? "on_roster" : "not_on_roster")
  }

  /// Whether the rendering provider is credentialed.
  static func credentials(_ days: DaySpan?, _ line: ContractQuestion.Line) -> TraceStep {
    let isCredentialed = days?.contains(line.day) == true
    return TraceStep(
      NetworkRuleName.credentials, line: line.lineNumber,
      facts: isCredentialed ? [] : lastDay(of: days),
      outcome: isCredentialed ? "credentialed" : "not_credentialed")
  }

  /// How the contract pays the procedure.
  static func model(
    _ answer: ContractFacts.Line, _ line: ContractQuestion.Line
  ) -> TraceStep {
    TraceStep(
      NetworkRuleName.model, line: line.lineNumber,
      facts: [TraceStep.Fact("model", answer.model.rawValue)],
      outcome: answer.feeMethod.rawValue)
  }

  /// The fee for one unit, or that there is none, or the share of the charge.
  static func fee(
    _ fee: UnitFee?, by method: ContractFacts.FeeMethod, of contract: ContractTerms,
    _ line: ContractQuestion.Line
  ) -> TraceStep {
    guard method != .percentOfCharges else {
      return TraceStep(
        NetworkRuleName.chargeShare, line: line.lineNumber,
        facts: [TraceStep.Fact("percent", contract.percent)], outcome: "percent_of_charge")
    }
    var facts = [
      TraceStep.Fact("schedule", contract.feeScheduleID),
      TraceStep.Fact("procedure", line.procedure),
    ]
    guard let fee else {
      return TraceStep(
        NetworkRuleName.feeMissing, line: line.lineNumber, facts: facts, outcome: "none_listed")
    }
    if !fee.row.modifier.isEmpty { facts.append(TraceStep.Fact("modifier", fee.row.modifier)) }
    if fee.row.facilityAmount != nil {
      facts.append(TraceStep.Fact("setting", fee.setting.rawValue))
    }
    if fee.row.isMultipleProcedure { facts.append(TraceStep.Fact("multiple_procedure", true)) }
    guard fee.percent != .whole else {
      return TraceStep(
        NetworkRuleName.fee, line: line.lineNumber, facts: facts, after: fee.amount,
        outcome: "fee_found")
    }
    facts.append(TraceStep.Fact("percent", fee.percent))
    return TraceStep(
      NetworkRuleName.fee, line: line.lineNumber, facts: facts, before: fee.base,
      after: fee.amount, outcome: "percent_of_fee")
  }

  private static func lastDay(of days: DaySpan?) -> [TraceStep.Fact] {
    guard let days else { return [] }
    return [
      TraceStep.Fact("first_day", days.from), TraceStep.Fact("last_day", days.to),
    ]
  }
}
