/// A claim adjustment reason code, such as `45`; numbers only, the wording is its owner's.
package struct AdjustmentCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The code as a remittance carries it.
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package init(stringLiteral value: String) {
    self.rawValue = value
  }
}
