/// Loop 2000C of a 277CA: a billing provider with its claims.
package struct X12AcknowledgedProvider: Hashable, Sendable {
  /// NM1*85, the billing provider.
  package var name: X12OutgoingName
  /// Loops 2000D, one a claim, in the order of the set.
  package var claims: [X12AcknowledgedClaim]

  /// Makes a provider's part.
  package init(name: X12OutgoingName, claims: [X12AcknowledgedClaim]) {
    self.name = name
    self.claims = claims
  }
}
