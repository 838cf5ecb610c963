/// A number of service units in whole thousandths, as a claim line bills them.
package struct Quantity: Hashable, Sendable, Comparable {
  /// The number of units times one thousand.
  package let thousandths: Int64

  /// The largest number of units accepted from outside: 999,999.999.
  package static let limit = Quantity(thousandths: 999_999_999)

  /// No unit.
  package static let zero = Quantity(thousandths: 0)

  /// Makes a quantity that our own code computed.
  package init(thousandths: Int64) {
    self.thousandths = thousandths
  }

  /// Makes a quantity of whole units.
  package init(units: Int) {
    self.thousandths = Int64(units) * 1_000
  }

  /// Makes a quantity that came from outside, or nothing when it is negative or beyond ``limit``.
  package init?(checkedThousandths thousandths: Int64) {
    guard (0...Quantity.limit.thousandths).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  /// Reads decimal text with at most three decimals.
  package init?(decimal text: some StringProtocol) {
    guard let thousandths = Decimal3.thousandths(text) else { return nil }
    self.init(checkedThousandths: thousandths)
  }

  package static func < (left: Quantity, right: Quantity) -> Bool {
    left.thousandths < right.thousandths
  }

  package static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(thousandths: left.thousandths &+ right.thousandths)
  }

  package static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(thousandths: left.thousandths &- right.thousandths)
  }
}

extension Quantity: CustomStringConvertible {
  /// The quantity without needless decimals: `2`, `0.5`.
  package var description: String {
    DecimalText.text(thousandths, decimals: 3, shown: 0)
  }
}
