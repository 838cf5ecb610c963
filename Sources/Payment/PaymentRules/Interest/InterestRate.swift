package import Domain

/// What the law says of late payments for one kind of claim, from a day of payment on.
package struct InterestRate: Hashable, Sendable {
  /// The highest rate in thousandths of a percent a year: the whole of the amount.
  package static let thousandthsMax: Int32 = 100_000
  /// The most days within which a payment is in time.
  package static let daysMax = 366

  /// The state whose law it is, two letters; empty where no state has a law of its own.
  package var state: String
  /// The line of business.
  package var lineOfBusiness: LineOfBusiness
  /// Whether it is for providers with a contract in force, or for those without.
  package var isContracted: Bool
  /// The first day of payment for which it holds.
  package var from: Day
  /// The days after receipt within which a payment is in time.
  package var days: Int
  /// The rate a year in thousandths of a percent: 4.625 percent is 4,625.
  package var thousandths: Int32

  /// Makes a rate.
  package init(
    state: String, lineOfBusiness: LineOfBusiness, isContracted: Bool, from: Day, days: Int,
    thousandths: Int32
  ) {
    self.state = state
    self.lineOfBusiness = lineOfBusiness
    self.isContracted = isContracted
    self.from = from
    self.days = days
    self.thousandths = thousandths
  }
}
