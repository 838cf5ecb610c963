/// A number with its meaning, in a file that we send: REF.
package struct X12OutgoingReference: Hashable, Sendable {
  /// REF01, such as `EA` for a medical record or `G1` for a prior authorization.
  package var qualifier: String
  /// REF02.
  package var value: String

  /// Makes a reference.
  package init(_ qualifier: String, _ value: String) {
    self.qualifier = qualifier
    self.value = value
  }
}

extension X12OutgoingReference: PrintsRedacted {}
