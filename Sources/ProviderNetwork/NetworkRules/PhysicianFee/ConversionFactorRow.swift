package import Domain

/// What a relative value unit is worth on some days.
package struct ConversionFactorRow: Hashable, Sendable {
  /// The days of service for which it holds.
  package var days: DaySpan
  /// The factor.
  package var factor: ConversionFactor

  /// Makes a row.
  package init(days: DaySpan, factor: ConversionFactor) {
    self.days = days
    self.factor = factor
  }
}
