import DomainMessages
import Messages
import Protobuf

/// Who is paid, as remittances name it.
struct RemittancePayee: Hashable, Sendable {
  let npi: String
  let tin: String
  let name: String
  let address: PostalAddress?
  let account: BankAccount?
  let receiverID: String

  /// Takes what is stored.
  init(
    npi: String, tin: String, name: String = "", address: PostalAddress? = nil,
    account: BankAccount? = nil, receiverID: String = ""
  ) {
    self.npi = npi
    self.tin = tin
    self.name = name
    self.address = address
    self.account = account
    self.receiverID = receiverID
  }

  /// Reads and checks a payee.
  init(_ message: PaymentV1.Payee) throws(MessageError) {
    self.init(
      npi: try MessageCheck.npi(message.npi, "npi"),
      tin: try PartyText.digits(message.tin, "tin", count: 9),
      name: try PartyText.text(message.name, "name", bytes: 1...60),
      address: try RemittancePayee.address(message.address),
      account: try BankAccount.reading(
        routingNumber: message.routingNumber, accountNumber: message.accountNumber),
      receiverID: message.receiverID.isEmpty
        ? "" : try PartyText.text(message.receiverID, "receiver_id", bytes: 2...15))
  }

  /// The payee as a message.
  var message: PaymentV1.Payee {
    .with {
      $0.npi = npi
      $0.tin = tin
      $0.name = name
      $0.address = address?.message
      $0.routingNumber = account?.routingNumber ?? ""
      $0.accountNumber = account?.accountNumber ?? ""
      $0.receiverID = receiverID
    }
  }

  private static func address(
    _ message: TypeV1.Address?
  ) throws(MessageError) -> PostalAddress? {
    guard let message else { return nil }
    return try PostalAddress(message)
  }
}
