/// A person or organisation in a file that we send: what NM1 says of it beside its role.
package struct X12OutgoingName: Hashable, Sendable {
  /// NM102: whether it is an organisation.
  package var isOrganisation: Bool
  /// NM103, the last name or the organisation's name.
  package var lastName: String
  /// NM104.
  package var firstName: String
  /// NM105.
  package var middleName: String
  /// NM107.
  package var suffix: String
  /// NM108, such as `XX` for an NPI, `MI` for a member number or `PI` for a payer.
  package var identifierQualifier: String
  /// NM109.
  package var identifier: String

  /// Makes a person; without an identifier the qualifier is not sent.
  package init(
    person lastName: String, firstName: String = "", middleName: String = "",
    suffix: String = "", identifierQualifier: String = "", identifier: String = ""
  ) {
    self.isOrganisation = false
    self.lastName = lastName
    self.firstName = firstName
    self.middleName = middleName
    self.suffix = suffix
    self.identifierQualifier = identifier.isEmpty ? "" : identifierQualifier
    self.identifier = identifier
  }

  /// Makes an organisation; without an identifier the qualifier is not sent.
  package init(
    organisation name: String, identifierQualifier: String = "", identifier: String = ""
  ) {
    self.isOrganisation = true
    self.lastName = name
    self.firstName = ""
    self.middleName = ""
    self.suffix = ""
    self.identifierQualifier = identifier.isEmpty ? "" : identifierQualifier
    self.identifier = identifier
  }
}

extension X12OutgoingName: PrintsRedacted {}
