package import Domain

/// Days on which a product covers a member although a premium is unpaid.
package struct GracePeriod: Hashable, Sendable {
  /// By which law coverage goes on.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A person with advance payments of the premium tax credit: three months.
    case subsidized
    /// A small group of an exchange: 31 days.
    case smallGroup = "small_group"
  }

  /// How it ended.
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Nothing is decided yet.
    case open
    /// Every premium that was due was paid.
    case paid
    /// The premium was not paid, and the coverage ended.
    case ended
  }

  /// The product.
  package var productID: String
  /// By which law.
  package var kind: Kind
  /// The first day of the first month whose premium is unpaid.
  package var firstDay: Day
  /// How it ended.
  package var outcome: Outcome
  /// The day on which it was paid, or on which the coverage was ended; absent while it is open.
  package var settledOn: Day?

  /// Makes a period.
  package init(
    productID: String, kind: Kind, firstDay: Day, outcome: Outcome = .open, settledOn: Day? = nil
  ) {
    self.productID = productID
    self.kind = kind
    self.firstDay = firstDay
    self.outcome = outcome
    self.settledOn = settledOn
  }

  /// The months, or days, for which the law lets the premium be unpaid.
  package var days: DaySpan {
    switch kind {
    case .subsidized: DaySpan(from: firstDay, to: firstDay.endOfMonth(after: 2))
    case .smallGroup: DaySpan(from: firstDay, to: firstDay.adding(days: 30))
    }
  }

  /// The first day that waits for the premium: a subsidised member's first month is paid.
  package var suspendedFrom: Day {
    switch kind {
    case .subsidized: firstDay.endOfMonth().adding(days: 1)
    case .smallGroup: firstDay
    }
  }

  /// The days that belong to it alone: no other period of the product may lie in them. One that was
  /// paid ends with the payment.
  package var ownDays: DaySpan {
    guard outcome == .paid, let settledOn else { return days }
    return DaySpan(from: firstDay, to: max(firstDay, min(settledOn, days.to)))
  }
}
