package import Domain

/// Days on which a product covers a member, as one load of the member stated them.
package struct CoverageSpan: Hashable, Sendable {
  /// The product.
  package var productID: String
  /// The days; both ends are covered.
  package var days: DaySpan
  /// The version of the member's record that stated the span.
  package var version: Int64

  /// Makes a span.
  package init(productID: String, days: DaySpan, version: Int64 = 1) {
    self.productID = productID
    self.days = days
    self.version = version
  }
}
