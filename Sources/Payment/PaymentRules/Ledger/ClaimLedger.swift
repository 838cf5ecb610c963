package import Domain

/// What a decided version of a claim enters in the ledger, a reversal as well as what it takes back.
package enum ClaimLedger {
  /// What the claim pays is an expense, and owed to the provider until a remittance settles it
  /// (rule `LEDGER-2`).
  package static func payment(_ paid: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(paid, debit: .claimsExpense, credit: .accountsPayable)
    return posting
  }

  /// What the budget law kept from the payment, in a ledger of its own (rule `LEDGER-3`).
  package static func sequestration(_ sequestered: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(sequestered, debit: .sequestration, credit: .sequestrationOffset)
    return posting
  }
}
