import DomainMessages

/// An account at a bank, between which payments are sent.
struct BankAccount: Hashable, Sendable {
  let routingNumber: String
  let accountNumber: String

  /// Takes what is stored; nothing when there is no account.
  init?(routingNumber: String, accountNumber: String) {
    guard !routingNumber.isEmpty else { return nil }
    self.routingNumber = routingNumber
    self.accountNumber = accountNumber
  }

  /// Reads and checks an account; both parts are there or neither is.
  static func reading(
    routingNumber: String, accountNumber: String
  ) throws(MessageError) -> BankAccount? {
    guard !routingNumber.isEmpty || !accountNumber.isEmpty else { return nil }
    return BankAccount(
      routingNumber: try PartyText.routingNumber(routingNumber, "routing_number"),
      accountNumber: try PartyText.text(accountNumber, "account_number", bytes: 1...17))
  }
}
