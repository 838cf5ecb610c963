/// BPR05 to BPR15: a transfer through the Automated Clearing House.
package struct X12Transfer: Hashable, Sendable {
  /// From where the money comes.
  package var payerAccount: X12BankAccount
  /// BPR10, who pays: the same as TRN03.
  package var originator: String
  /// BPR11, a part of the payer; empty for none.
  package var originatorPart: String
  /// To where it goes.
  package var payeeAccount: X12BankAccount

  /// Makes a transfer.
  package init(
    payerAccount: X12BankAccount, originator: String, originatorPart: String = "",
    payeeAccount: X12BankAccount
  ) {
    self.payerAccount = payerAccount
    self.originator = originator
    self.originatorPart = originatorPart
    self.payeeAccount = payeeAccount
  }
}
