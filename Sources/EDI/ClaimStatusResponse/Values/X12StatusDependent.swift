/// Loop 2000E of a 277: a dependent with their claims.
package struct X12StatusDependent: Hashable, Sendable {
  /// NM1*QC.
  package var name: X12OutgoingName
  /// Loops 2200E.
  package var claims: [X12StatusClaim]

  /// Makes a dependent's part.
  package init(name: X12OutgoingName, claims: [X12StatusClaim]) {
    self.name = name
    self.claims = claims
  }
}

extension X12StatusDependent: PrintsRedacted {}
