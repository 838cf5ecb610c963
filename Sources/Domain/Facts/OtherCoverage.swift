/// Days on which another payer covers a member too.
package struct OtherCoverage: Hashable, Sendable {
  /// The payer's identifier.
  package var payerID: String
  /// The days; the payer covers the member on both ends.
  package var days: DaySpan
  /// Whether that payer pays before this plan.
  package var isPrimary: Bool

  /// Makes coverage.
  package init(payerID: String, days: DaySpan, isPrimary: Bool) {
    self.payerID = payerID
    self.days = days
    self.isPrimary = isPrimary
  }
}
