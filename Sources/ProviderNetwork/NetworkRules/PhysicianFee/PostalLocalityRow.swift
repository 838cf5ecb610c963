package import Domain

/// In which locality a postal code lies on some days.
package struct PostalLocalityRow: Hashable, Sendable {
  /// The postal code, five digits.
  package var postalCode: String
  /// The days of service for which it holds.
  package var days: DaySpan
  /// The locality; the one of most of its addresses when the code is split.
  package var locality: MedicareLocality
  /// Whether the code lies in several localities, so that five digits do not tell which.
  package var isSplit: Bool

  /// Makes a row.
  package init(
    postalCode: String, days: DaySpan, locality: MedicareLocality, isSplit: Bool = false
  ) {
    self.postalCode = postalCode
    self.days = days
    self.locality = locality
    self.isSplit = isSplit
  }
}
