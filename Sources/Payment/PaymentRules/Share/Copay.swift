import Domain

/// The copay, never more than the line is worth (rule `SHARE-1`).
enum Copay {
  static func apply(
    _ copay: Money, to line: PricedLine, _ share: inout MemberShare, _ trace: inout [TraceStep]
  ) {
    guard copay > .zero else { return }
    share.copay = min(copay, line.allowed)
    trace.append(
      TraceStep(
        RuleNames.copay, line: line.covered.number,
        facts: [TraceStep.Fact("copay", copay)],
        before: line.allowed, after: line.allowed - share.copay, outcome: "copay",
        codes: ["PR-3"]))
  }
}
