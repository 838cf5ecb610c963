/// A running amount: the sum of its postings.
package struct AccumulatorBalance: Hashable, Sendable {
  /// The running amount.
  package var key: AccumulatorKey
  /// The sum of the postings, never negative.
  package var amount: Money

  /// Makes a balance.
  package init(key: AccumulatorKey, amount: Money) {
    self.key = key
    self.amount = amount
  }
}

extension AccumulatorKey: Comparable {
  /// The order in which amounts are listed: family before member, then holder, product, plan year
  /// and kind.
  package static func < (left: AccumulatorKey, right: AccumulatorKey) -> Bool {
    if left.scope != right.scope { return left.scope == .family }
    if left.holder != right.holder { return left.holder < right.holder }
    if left.productID != right.productID { return left.productID < right.productID }
    if left.planYearStart != right.planYearStart { return left.planYearStart < right.planYearStart }
    return left.kind == .deductible && right.kind == .outOfPocket
  }
}
