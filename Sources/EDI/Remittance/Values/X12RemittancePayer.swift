/// Loop 1000A of an 835: who pays.
package struct X12RemittancePayer: Hashable, Sendable {
  /// N102.
  package var name: String
  /// N3 and N4.
  package var address: X12OutgoingAddress
  /// REF*2U, the number by which the payee knows the payer; empty for none.
  package var number: String
  /// PER*BL, who answers questions of a technical kind.
  package var technicalContact: X12OutgoingContact
  /// PER*CX, who answers questions about claims; nothing for nobody.
  package var claimContact: X12OutgoingContact?

  /// Makes a payer.
  package init(
    name: String, address: X12OutgoingAddress, number: String = "",
    technicalContact: X12OutgoingContact, claimContact: X12OutgoingContact? = nil
  ) {
    self.name = name
    self.address = address
    self.number = number
    self.technicalContact = technicalContact
    self.claimContact = claimContact
  }
}
