package import Domain

/// What a practice costs in a locality on some days.
package struct PracticeCostRow: Hashable, Sendable {
  /// The locality.
  package var locality: MedicareLocality
  /// The days of service for which it holds.
  package var days: DaySpan
  /// The costs beside the nation's.
  package var index: PracticeCostIndex

  /// Makes a row.
  package init(locality: MedicareLocality, days: DaySpan, index: PracticeCostIndex) {
    self.locality = locality
    self.days = days
    self.index = index
  }
}
