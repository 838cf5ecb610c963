import Domain

/// Lines share the running amounts in the order of their numbers (rule `SHARE-7`).
enum LineOrder {
  /// The step for a claim in which more than one line is covered.
  static func steps(_ lines: [CoveredLine]) -> [TraceStep] {
    guard lines.count > 1 else { return [] }
    let order = lines.map { String($0.number) }.joined(separator: ", ")
    return [
      TraceStep(
        RuleNames.lineOrder, facts: [TraceStep.Fact("lines", order)], outcome: "in this order")
    ]
  }

  /// The running amounts that the lines look at, as they were before the claim; none is zero.
  static func balances(
    _ lines: [CoveredLine], _ amounts: RunningAmounts
  ) -> [AccumulatorBalance] {
    var keys: Set<AccumulatorKey> = []
    var last: ProductTerms?
    for line in lines where line.terms != last {
      last = line.terms
      for scope in AccumulatorKey.Scope.allCases {
        for kind in AccumulatorKey.Kind.allCases { keys.insert(line.key(scope, kind)) }
      }
    }
    return keys.sorted().map { AccumulatorBalance(key: $0, amount: amounts.balance($0)) }
      .filter { $0.amount != .zero }
  }
}
