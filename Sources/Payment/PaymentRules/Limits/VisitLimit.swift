import Domain

/// A visit counts once: a provider on a day, in a category of service (rule `LIMIT-1`).
enum VisitLimit {
  /// The step for a line of a category whose visits are limited.
  static func step(
    _ line: CoveredLine, used: Int, most: Int, isCounted: Bool
  ) -> TraceStep {
    let outcome = isCounted ? "visit counted already" : used < most ? "visit counted" : "used up"
    return TraceStep(
      RuleNames.visitLimit, line: line.number,
      facts: [
        TraceStep.Fact("category", line.benefit.category), TraceStep.Fact("visits_max", most),
        TraceStep.Fact("visits_used", used),
        TraceStep.Fact("provider", line.billed.renderingNPI),
        TraceStep.Fact("day", line.billed.day),
      ], outcome: outcome)
  }
}
