/// A signed amount of US dollars in whole cents.
///
/// An amount that comes from outside (a wire, a file, a database) is made with
/// ``init(checkedCents:)``, which refuses what lies beyond ``limit``. With every amount inside the
/// limit and a claim held to 999 lines, no sum that the rules form can leave 64 bits.
package struct Money: Hashable, Sendable, Comparable {
  /// The amount in cents; negative in a reversal.
  package let cents: Int64

  /// The largest magnitude accepted from outside: 9,999,999,999.99.
  package static let limit = Money(cents: 999_999_999_999)

  /// Nothing.
  package static let zero = Money(cents: 0)

  /// Makes an amount that our own code computed.
  package init(cents: Int64) {
    self.cents = cents
  }

  /// Makes an amount that came from outside, or nothing when it lies beyond ``limit``.
  package init?(checkedCents cents: Int64) {
    guard (-Money.limit.cents...Money.limit.cents).contains(cents) else { return nil }
    self.cents = cents
  }

  package static func < (left: Money, right: Money) -> Bool {
    left.cents < right.cents
  }

  package static func + (left: Money, right: Money) -> Money {
    Money(cents: left.cents &+ right.cents)
  }

  package static func - (left: Money, right: Money) -> Money {
    Money(cents: left.cents &- right.cents)
  }

  package static prefix func - (amount: Money) -> Money {
    Money(cents: 0 &- amount.cents)
  }

  package static func += (left: inout Money, right: Money) {
    left = left + right
  }

  package static func -= (left: inout Money, right: Money) {
    left = left - right
  }

  /// This amount times `numerator / denominator`, rounded half-up to the cent.
  ///
  /// The product is formed in 128 bits. A result beyond 64 bits is held at the largest amount,
  /// which no limit admits. Rounding is defined for amounts that are not negative; a reversal
  /// negates what was stored and never computes again.
  package func scaled(by numerator: Int64, over denominator: Int64) -> Money {
    guard denominator > 0 else { return .zero }
    let product = UInt128(cents.magnitude) * UInt128(numerator.magnitude)
    let magnitude = (2 * product + UInt128(denominator)) / (2 * UInt128(denominator))
    let held = Int64(clamping: magnitude)
    return Money(cents: (cents < 0) == (numerator < 0) ? held : -held)
  }

  /// The share of this amount that `rate` names, rounded half-up to the cent.
  package func share(_ rate: BasisPoints) -> Money {
    scaled(by: Int64(rate.value), over: 10_000)
  }

  /// The price of `quantity` units at this amount each, rounded half-up to the cent.
  package func times(_ quantity: Quantity) -> Money {
    scaled(by: quantity.thousandths, over: 1_000)
  }
}

extension Money: CustomStringConvertible {
  /// The amount as people write it: `1200.00`, `-0.80`.
  package var description: String {
    DecimalText.text(cents, decimals: 2, shown: 2)
  }
}

extension Money {
  /// Reads a decimal amount with at most two decimals, such as `39.2` or `-1200.00`.
  ///
  /// Returns nothing for any other text and for an amount beyond ``limit``.
  package init?(decimal text: some StringProtocol) {
    guard let thousandths = Decimal3.thousandths(text), thousandths % 10 == 0 else { return nil }
    self.init(checkedCents: thousandths / 10)
  }
}
