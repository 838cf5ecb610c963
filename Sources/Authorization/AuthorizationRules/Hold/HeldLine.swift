package import Domain

/// What one line of an open hold reserves, as far as its settlement needs to know.
package struct HeldLine: Hashable, Sendable {
  /// The line's number in the claim.
  package var lineNumber: Int
  /// The units reserved.
  package var units: Quantity
  /// Whether a visit is reserved.
  package var isVisitHeld: Bool

  /// Makes a line.
  package init(lineNumber: Int, units: Quantity, isVisitHeld: Bool) {
    self.lineNumber = lineNumber
    self.units = units
    self.isVisitHeld = isVisitHeld
  }
}
