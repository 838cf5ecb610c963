package import Domain

/// What is paid for one member and month (rule `CAP-3`).
package struct MemberMonth: Hashable, Sendable {
  /// The member's number.
  package let memberID: String
  /// How many days of the month count.
  package let days: Int
  /// The rate of a whole month.
  package let rate: Money
  /// What is paid.
  package let amount: Money

  /// Pays for `days` days of `month` at a rate, rounded half-up once.
  package init(memberID: String, days: Int, rate: Money, in month: CapitationMonth) {
    self.memberID = memberID
    self.days = days
    self.rate = rate
    amount = rate.scaled(by: Int64(days), over: Int64(month.length))
  }
}
