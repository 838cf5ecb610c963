import Domain

/// What a covered line adds to the limits of its category (rule `LIMIT-3`).
enum LimitPostings {
  /// The use of the visit, and what is allowed; what is paid outside the claim has no amount.
  static func posting(_ line: PricedLine) -> LimitPosting {
    let covered = line.covered
    return LimitPosting(
      key: covered.limitKey, lineNumber: covered.number,
      providerNPI: covered.billed.renderingNPI, day: covered.billed.day, uses: 1,
      amount: covered.isPaidOutsideClaim ? .zero : line.allowed)
  }

  /// The step that says what was added.
  static func step(_ line: PricedLine) -> TraceStep {
    let posting = posting(line)
    return TraceStep(
      RuleNames.limitCount, line: posting.lineNumber,
      facts: [
        TraceStep.Fact("category", posting.key.category),
        TraceStep.Fact("amount", posting.amount),
      ], outcome: "counted towards the limit")
  }
}
