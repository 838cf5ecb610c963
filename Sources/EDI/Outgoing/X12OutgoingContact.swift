/// Whom to ask, in a file that we send: PER.
package struct X12OutgoingContact: Hashable, Sendable {
  /// PER02.
  package var name: String
  /// Digits of a telephone number; empty for none.
  package var telephone: String
  /// An electronic mail address; empty for none.
  package var email: String

  /// Makes a contact.
  package init(name: String, telephone: String = "", email: String = "") {
    self.name = name
    self.telephone = telephone
    self.email = email
  }
}
