/// What one relative value unit is worth in a year: dollars in ten-thousandths.
package struct ConversionFactor: Hashable, Sendable {
  /// The dollars a unit times ten thousand: 323,465 is 32.3465.
  package let tenThousandths: Int64

  /// Makes a factor, or nothing when it is negative.
  package init?(tenThousandths: Int64) {
    guard tenThousandths >= 0 else { return nil }
    self.tenThousandths = tenThousandths
  }
}
