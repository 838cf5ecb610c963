/// A share of an amount in whole basis points: 10,000 is the whole.
package struct BasisPoints: Hashable, Sendable, Comparable {
  /// Hundredths of a percent.
  package let value: Int32

  /// No share.
  package static let zero = BasisPoints(0)

  /// The whole.
  package static let whole = BasisPoints(10_000)

  /// Makes a rate that our own code or a checked table gives.
  package init(_ value: Int32) {
    self.value = value
  }

  /// Makes a rate that came from outside, or nothing when it is not between 0 and 100 percent.
  package init?(checked value: Int64) {
    guard (0...10_000).contains(value) else { return nil }
    self.value = Int32(value)
  }

  package static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.value < right.value
  }
}

extension BasisPoints: CustomStringConvertible {
  /// The rate as a percentage: `2 %`, `87.5 %`.
  package var description: String {
    "\(Quantity(thousandths: Int64(value) * 10)) %"
  }
}
