/// An account at a bank in the United States.
package struct X12BankAccount: Hashable, Sendable {
  /// The nine digits of the bank.
  package var routingNumber: String
  /// The number of the account.
  package var number: String
  /// Whether it is a savings account (`SG`), not a demand account (`DA`).
  package var isSavings: Bool

  /// Makes an account.
  package init(routingNumber: String, number: String, isSavings: Bool = false) {
    self.routingNumber = routingNumber
    self.number = number
    self.isSavings = isSavings
  }
}

extension X12BankAccount: PrintsRedacted {}
