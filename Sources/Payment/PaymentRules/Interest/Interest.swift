package import Domain

/// What a late payment costs beside the claim (rule `INTEREST-2`).
package struct Interest: Hashable, Sendable {
  /// A year, as the rate is meant.
  private static let daysOfYear: Int64 = 365
  /// A whole rate in thousandths of a percent.
  private static let wholeRate: Int64 = 100_000

  /// The days of delay: from the day after the last day in time to the day of payment, both counted.
  package let daysLate: Int
  /// The interest; above nothing.
  package let amount: Money

  /// The interest on a net payment; nothing when the payment is in time, when nothing is paid, or
  /// when the amount rounds to nothing.
  package init?(on net: Money, received: Day, paid: Day, at rate: InterestRate) {
    let daysLate = paid.days(since: received) - rate.days
    guard daysLate > 0, net > .zero, rate.thousandths > 0 else { return nil }
    let amount = net.scaled(
      by: Int64(rate.thousandths) * Int64(daysLate),
      over: Interest.wholeRate * Interest.daysOfYear)
    guard amount > .zero else { return nil }
    self.daysLate = daysLate
    self.amount = amount
  }
}
