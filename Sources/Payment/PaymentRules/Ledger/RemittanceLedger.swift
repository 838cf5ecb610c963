package import Domain

/// What a remittance enters in the ledger (rule `RUN-4`).
package enum RemittanceLedger {
  /// What was owed for claims, and beside them, is paid with interest, an expense of its own; the
  /// provider's balance takes the difference. What is `adjusted` lowers the payment when positive.
  package static func posting(
    claimsPaid: Money, interest: Money, adjusted: Money, payment: Money
  ) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(interest, debit: .interestExpense, credit: .accountsPayable)
    posting.enter(payment, debit: .accountsPayable, credit: .cash)
    posting.enter(
      claimsPaid + interest - adjusted - payment, debit: .accountsPayable,
      credit: .providerReceivable)
    return posting
  }
}
