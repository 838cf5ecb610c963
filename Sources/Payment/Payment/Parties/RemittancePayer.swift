import DomainMessages
import Messages
import Protobuf

/// Who pays, as remittances name it.
struct RemittancePayer: Hashable, Sendable {
  let name: String
  let payerID: String
  let tin: String
  let address: PostalAddress
  let contactName: String
  let contactPhone: String
  let account: BankAccount?

  /// Takes what is stored.
  init(
    name: String, payerID: String, tin: String, address: PostalAddress, contactName: String,
    contactPhone: String, account: BankAccount?
  ) {
    self.name = name
    self.payerID = payerID
    self.tin = tin
    self.address = address
    self.contactName = contactName
    self.contactPhone = contactPhone
    self.account = account
  }

  /// Reads and checks a payer.
  init(_ message: PaymentV1.Payer) throws(MessageError) {
    guard let place = message.address else { throw MessageError("address", "is missing") }
    self.init(
      name: try PartyText.text(message.name, "name", bytes: 1...60),
      payerID: try PartyText.text(message.payerID, "payer_id", bytes: 2...15),
      tin: try PartyText.digits(message.tin, "tin", count: 9),
      address: try PostalAddress(place),
      contactName: try PartyText.text(message.contactName, "contact_name", bytes: 1...60),
      contactPhone: try PartyText.digits(message.contactPhone, "contact_phone", count: 10),
      account: try BankAccount.reading(
        routingNumber: message.routingNumber, accountNumber: message.accountNumber))
  }

  /// The payer as a message.
  var message: PaymentV1.Payer {
    .with {
      $0.name = name
      $0.payerID = payerID
      $0.tin = tin
      $0.address = address.message
      $0.contactName = contactName
      $0.contactPhone = contactPhone
      $0.routingNumber = account?.routingNumber ?? ""
      $0.accountNumber = account?.accountNumber ?? ""
    }
  }
}
