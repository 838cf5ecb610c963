/// Loop 1000B of an 835: who is paid.
package struct X12RemittancePayee: Hashable, Sendable {
  /// N102.
  package var name: String
  /// N103: `XX` for an NPI, `FI` for a tax identification number.
  package var identifierQualifier: String
  /// N104.
  package var identifier: String
  /// N3 and N4; nothing when they are not known.
  package var address: X12OutgoingAddress?
  /// REF*TJ, the tax identification number beside an NPI; empty for none.
  package var taxID: String

  /// Makes a payee.
  package init(
    name: String, identifierQualifier: String = "XX", identifier: String,
    address: X12OutgoingAddress? = nil, taxID: String = ""
  ) {
    self.name = name
    self.identifierQualifier = identifierQualifier
    self.identifier = identifier
    self.address = address
    self.taxID = taxID
  }
}
