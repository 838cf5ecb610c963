/// Where somebody is, in a file that we send: N3 and N4.
package struct X12OutgoingAddress: Hashable, Sendable {
  /// N301; without it N3 is not sent.
  package var line1: String
  /// N302.
  package var line2: String
  /// N401.
  package var city: String
  /// N402.
  package var state: String
  /// N403.
  package var postalCode: String

  /// Makes an address in the United States.
  package init(
    line1: String, line2: String = "", city: String, state: String, postalCode: String
  ) {
    self.line1 = line1
    self.line2 = line2
    self.city = city
    self.state = state
    self.postalCode = postalCode
  }
}

extension X12OutgoingAddress: PrintsRedacted {}
