import Domain

/// What a rule looked at, as a clause behind the plain words of its step.
enum StepDetail {
  /// The clause for `step`, among the steps of its line; nothing when there is nothing to add.
  static func clause(of step: TraceStep, among steps: [TraceStep]) -> String? {
    switch step.rule.name {
    case "PRICE-4": step.fact("contract").map { "contract \($0)" }
    case "PRICE-5": units(of: step)
    case "PRICE-3": nil
    case "SHARE-1": step.fact("copay").map { "the plan's copay is \($0)" }
    case "SHARE-3": step.fact("deductible_left").map { "\($0) of it was left to meet" }
    case "SHARE-4": share(step.fact("rate"), of: step)
    case "SEQ-3": sequestration(step, among: steps)
    case "WITHHOLD-2": withhold(among: steps)
    default: step.factsInWords
    }
  }

  private static func units(of step: TraceStep) -> String? {
    guard let billed = step.fact("billed"), let held = step.fact("held") else { return nil }
    return "\(billed) billed, \(held) authorized"
  }

  private static func share(_ rate: String?, of step: TraceStep) -> String? {
    guard let rate, let base = step.before else { return nil }
    return "\(rate) of \(base)"
  }

  private static func sequestration(_ step: TraceStep, among steps: [TraceStep]) -> String? {
    guard let rate = steps.first(where: { $0.rule.name == "SEQ-2" }),
      let share = share(rate.outcome, of: step)
    else { return nil }
    return rate.fact("from").map { "\(share), the rate from \($0) on" } ?? share
  }

  private static func withhold(among steps: [TraceStep]) -> String? {
    guard let basis = steps.first(where: { $0.rule.name == "WITHHOLD-1" }),
      let amount = basis.fact("amount"), let contract = basis.fact("contract")
    else { return nil }
    return "\(basis.outcome) of \(amount) under contract \(contract)"
  }
}

extension TraceStep {
  /// The value of a fact; nothing when the step has none of that name.
  func fact(_ name: String) -> String? {
    facts.first { $0.name == name }?.value
  }

  /// All facts, such as `visits left 0, day 2026-03-10`; nothing when there are none.
  var factsInWords: String? {
    guard !facts.isEmpty else { return nil }
    return facts.map { "\($0.name.map { $0 == "_" ? " " : String($0) }.joined()) \($0.value)" }
      .joined(separator: ", ")
  }
}
