import Domain

/// What a covered line adds to the running amounts of member and family (rule `ACC-1`).
enum AccumulatorPostings {
  /// The amounts that `share` adds, family before member; none is zero.
  static func postings(_ line: CoveredLine, _ share: MemberShare) -> [AccumulatorPosting] {
    var amounts = [(AccumulatorKey.Kind.deductible, share.deductible)]
    if line.benefit.isCountedToOutOfPocket { amounts.append((.outOfPocket, share.total)) }
    var postings: [AccumulatorPosting] = []
    for scope in AccumulatorKey.Scope.allCases {
      for (kind, amount) in amounts where amount > .zero {
        postings.append(
          AccumulatorPosting(key: line.key(scope, kind), lineNumber: line.number, amount: amount))
      }
    }
    return postings
  }

  /// The step that says what was added to each of the two.
  static func step(_ line: CoveredLine, _ postings: [AccumulatorPosting]) -> TraceStep {
    TraceStep(
      RuleNames.accumulation, line: line.number,
      facts: postings.filter { $0.key.scope == .member }.map {
        TraceStep.Fact($0.key.kind.rawValue, $0.amount)
      },
      outcome: "added for member and family")
  }
}
