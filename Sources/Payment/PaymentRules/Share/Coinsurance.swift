import Domain

/// The coinsurance is a share of what copay and deductible leave (rule `SHARE-4`).
enum Coinsurance {
  static func apply(
    to line: PricedLine, _ share: inout MemberShare, _ trace: inout [TraceStep]
  ) {
    let rate = line.covered.benefit.coinsurance
    guard rate > .zero, !line.covered.isPaidOutsideClaim else { return }
    let base = line.allowed - share.total
    share.coinsurance = base.share(rate)
    trace.append(
      TraceStep(
        RuleNames.coinsurance, line: line.covered.number,
        facts: [TraceStep.Fact("rate", rate)],
        before: base, after: base - share.coinsurance, outcome: "coinsurance",
        codes: share.coinsurance == .zero ? [] : ["PR-2"]))
  }
}
