package import Domain

/// Days on which a provider is a member's primary care provider of record.
package struct PrimaryCareSpan: Hashable, Sendable {
  /// The provider.
  package var npi: String
  /// The days; the provider is of record on both ends.
  package var days: DaySpan

  /// Makes a span.
  package init(npi: String, days: DaySpan) {
    self.npi = npi
    self.days = days
  }
}
