import Domain

/// A preventive service has no share, and the deductible does not come first (rule `SHARE-6`).
enum PreventiveService {
  static func step(_ line: PricedLine) -> TraceStep {
    TraceStep(
      RuleNames.preventive, line: line.covered.number,
      facts: [TraceStep.Fact("benefit", line.covered.benefit.benefitID)],
      before: line.allowed, after: line.allowed, outcome: "no member share")
  }
}
