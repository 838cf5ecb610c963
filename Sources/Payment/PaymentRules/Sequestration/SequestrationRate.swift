package import Domain

/// A rate of sequestration from a day on, until the next rate begins.
package struct SequestrationRate: Hashable, Sendable {
  /// The first day of service to which it applies.
  package var from: Day
  /// The rate; zero while sequestration is suspended.
  package var rate: BasisPoints
  /// The law that sets it.
  package var authority: String

  /// Makes a rate.
  package init(from: Day, rate: BasisPoints, authority: String) {
    self.from = from
    self.rate = rate
    self.authority = authority
  }
}
