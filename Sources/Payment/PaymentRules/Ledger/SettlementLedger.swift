package import Domain

/// What settlements enter in the ledger (rules `LEDGER-5` and `LEDGER-6`).
///
/// What a payee gets or owes by it stands on accounts payable until a remittance settles it.
package enum SettlementLedger {
  /// What leaves a pool goes to the payee, or stays with the plan.
  package static func withhold(_ settlement: WithholdSettlement) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(settlement.due, debit: .withholdPool, credit: .accountsPayable)
    posting.enter(settlement.forfeited, debit: .withholdPool, credit: .withholdForfeited)
    return posting
  }

  /// A bonus is an expense; a loss that the payee bears lowers it, from the pool first.
  package static func risk(bonus: Money, fromPool: Money, owed: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(bonus, debit: .settlementExpense, credit: .accountsPayable)
    posting.enter(fromPool, debit: .withholdPool, credit: .settlementExpense)
    posting.enter(owed, debit: .accountsPayable, credit: .settlementExpense)
    return posting
  }

  /// What a month of members costs is an expense; what is taken back lowers it.
  package static func capitation(_ difference: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(difference, debit: .capitationExpense, credit: .accountsPayable)
    return posting
  }
}
