/// What is used of the limits of one category of service.
package struct LimitBalance: Hashable, Sendable {
  /// Whose limit it is.
  package var key: LimitKey
  /// The visits, a visit being a provider and a day.
  package var visits: Int
  /// The sum of what was allowed.
  package var amount: Money

  /// Makes a balance.
  package init(key: LimitKey, visits: Int = 0, amount: Money = .zero) {
    self.key = key
    self.visits = visits
    self.amount = amount
  }

  /// Whether nothing is used.
  package var isZero: Bool { visits == 0 && amount == .zero }
}
