/// Loop 2000 of an 835: claims that stand together under one number.
package struct X12RemittanceGroup: Hashable, Sendable {
  /// LX01; it counts up from 1.
  package var number: Int
  /// Loops 2100, in order.
  package var claims: [X12RemittanceClaim]

  /// Makes a group.
  package init(number: Int = 1, claims: [X12RemittanceClaim]) {
    self.number = number
    self.claims = claims
  }
}
