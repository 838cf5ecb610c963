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
    var balances: [AccumulatorBalance] = []
    var last: ProductTerms?
    for line in lines where line.terms != last {
      last = line.terms
      for scope in AccumulatorKey.Scope.allCases {
        for kind in AccumulatorKey.Kind.allCases {
          let key = line.key(scope, kind)
          let amount = amounts.balance(key)
          guard amount != .zero, !balances.contains(where: { $0.key == key }) else { continue }
          balances.append(AccumulatorBalance(key: key, amount: amount))
        }
      }
    }
    return balances.sorted { $0.key < $1.key }
  }
}
