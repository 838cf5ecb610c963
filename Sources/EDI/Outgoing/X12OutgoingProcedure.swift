/// A service in a file that we send: the composite of SVC01 and SVC06.
package struct X12OutgoingProcedure: Hashable, Sendable {
  /// `HC` for a procedure code, `NU` for a revenue code.
  package var qualifier: String
  /// The code.
  package var code: String
  /// At most four modifiers, in the order of the claim.
  package var modifiers: [String]

  /// Makes a procedure code with its modifiers.
  package init(_ code: String, modifiers: [String] = []) {
    self.qualifier = "HC"
    self.code = code
    self.modifiers = modifiers
  }

  /// Makes a revenue code, for a line that was billed without a procedure.
  package init(revenue code: String) {
    self.qualifier = "NU"
    self.code = code
    self.modifiers = []
  }
}

extension X12OutgoingProcedure: PrintsRedacted {}
