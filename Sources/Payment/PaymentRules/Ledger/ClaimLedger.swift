package import Domain

/// What a decided version of a claim enters in the ledger, a reversal as well as what it takes back.
package enum ClaimLedger {
  /// What the claim pays is an expense, and owed to the provider until a remittance settles it
  /// (rule `LEDGER-2`); what contracts withhold of it is an expense too, and stands in their pools
  /// until they are settled (rule `LEDGER-4`).
  package static func payment(_ paid: Money, withheld: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(paid, debit: .claimsExpense, credit: .accountsPayable)
    posting.enter(withheld, debit: .claimsExpense, credit: .withholdPool)
    return posting
  }

  /// What the budget law kept from the payment, in a ledger of its own (rule `LEDGER-3`).
  package static func sequestration(_ sequestered: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(sequestered, debit: .sequestration, credit: .sequestrationOffset)
    return posting
  }
}
