import Domain

/// The copay, never more than what is left of the line's price (rule `SHARE-1`).
enum Copay {
  static func apply(
    _ copay: Money, to line: PricedLine, _ share: inout MemberShare, _ trace: inout [TraceStep]
  ) {
    guard copay > .zero else { return }
    let base = line.allowed - share.total
    share.copay = min(copay, base)
    trace.append(
      TraceStep(
        RuleNames.copay, line: line.covered.number,
        facts: [TraceStep.Fact("copay", copay)],
        before: base, after: base - share.copay, outcome: "copay",
        codes: ["PR-3"]))
  }
}
