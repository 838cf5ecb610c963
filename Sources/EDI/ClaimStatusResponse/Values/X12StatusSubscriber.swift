/// Loop 2000D of a 277: a subscriber with their own claims and those of their dependents.
package struct X12StatusSubscriber: Hashable, Sendable {
  /// NM1*IL.
  package var name: X12OutgoingName
  /// Loops 2200D, the claims of the subscriber.
  package var claims: [X12StatusClaim]
  /// Loops 2000E, the dependents.
  package var dependents: [X12StatusDependent]

  /// Makes a subscriber's part.
  package init(
    name: X12OutgoingName, claims: [X12StatusClaim] = [], dependents: [X12StatusDependent] = []
  ) {
    self.name = name
    self.claims = claims
    self.dependents = dependents
  }
}

extension X12StatusSubscriber: PrintsRedacted {}
