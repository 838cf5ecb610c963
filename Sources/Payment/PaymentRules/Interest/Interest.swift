package import Domain

/// What a late payment costs beside the claim (rule `INTEREST-2`).
package struct Interest: Hashable, Sendable {
  /// A whole rate in thousandths of a percent.
  private static let wholeRate: Int64 = 100_000

  /// The days of delay: from the day after the last day in time to the day of payment, both counted.
  package let daysLate: Int
  /// The interest; above nothing.
  package let amount: Money

  /// The interest on a net payment; nothing when the payment is in time, when nothing is paid, or
  /// when the amount rounds to nothing.
  package init?(
    on net: Money, received: Day, paid: Day, at rate: InterestRate,
    _ constants: PaymentConstants = .standard
  ) {
    let daysLate = paid.days(since: received) - rate.days
    guard daysLate > 0, net > .zero, rate.thousandths > 0 else { return nil }
    let amount = Interest.amount(
      on: net, daysLate: daysLate, thousandths: rate.thousandths, constants)
    guard amount > .zero else { return nil }
    self.daysLate = daysLate
    self.amount = amount
  }

  /// The interest on a net payment that comes so many days late, at a rate a year.
  package static func amount(
    on net: Money, daysLate: Int, thousandths: Int32, _ constants: PaymentConstants = .standard
  ) -> Money {
    net.scaled(
      by: Int64(thousandths) * Int64(daysLate), over: wholeRate * constants.daysOfYear)
  }
}
