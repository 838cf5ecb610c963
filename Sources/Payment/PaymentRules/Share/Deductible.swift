import Domain

/// The deductible takes what is left after the copay, as far as it is not yet met (rule `SHARE-3`).
enum Deductible {
  static func apply(
    to line: PricedLine, _ amounts: RunningAmounts, _ share: inout MemberShare,
    _ trace: inout [TraceStep]
  ) {
    guard line.covered.benefit.isDeductibleApplied else { return }
    let base = line.allowed - share.total
    let left = amounts.deductibleLeft(for: line.covered)
    share.deductible = min(base, left)
    trace.append(
      TraceStep(
        RuleNames.deductible, line: line.covered.number,
        facts: [
          TraceStep.Fact("deductible_left", left),
          TraceStep.Fact(
            "kind", line.covered.terms.isDeductibleAggregate ? "aggregate" : "embedded"),
        ],
        before: base, after: base - share.deductible,
        outcome: share.deductible == .zero ? "nothing left to meet" : "deductible",
        codes: share.deductible == .zero ? [] : ["PR-1"]))
  }
}
