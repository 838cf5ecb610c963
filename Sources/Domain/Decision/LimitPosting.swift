/// What one line adds to the limits of its category of service; never changed afterwards.
///
/// Several lines may use one visit, also of several claims: it counts as long as the sum of their uses
/// is above zero, so that taking one of them back does not free what another still uses.
package struct LimitPosting: Hashable, Sendable {
  /// Whose limit it is.
  package var key: LimitKey
  /// The line that added it.
  package var lineNumber: Int
  /// Who did it.
  package var providerNPI: String
  /// The day of service.
  package var day: Day
  /// 1 for a line that uses the visit, -1 for one that is taken back.
  package var uses: Int
  /// What was allowed; negative when it is taken back.
  package var amount: Money

  /// Makes a posting.
  package init(
    key: LimitKey, lineNumber: Int, providerNPI: String, day: Day, uses: Int, amount: Money
  ) {
    self.key = key
    self.lineNumber = lineNumber
    self.providerNPI = providerNPI
    self.day = day
    self.uses = uses
    self.amount = amount
  }

  /// The visit that the line uses.
  package var visit: CopayVisit {
    CopayVisit(providerNPI: providerNPI, day: day, category: key.category)
  }
}
