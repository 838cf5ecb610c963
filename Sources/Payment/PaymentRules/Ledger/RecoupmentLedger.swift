package import Domain

/// What letters enter in the ledger (rule `LEDGER-7`).
///
/// What a remittance tells of it stands on accounts payable until it does.
package enum RecoupmentLedger {
  /// An opened letter lowers what claims cost by what it asks for.
  package static func opened(_ amount: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(amount, debit: .overpaymentReceivable, credit: .claimsExpense)
    return posting
  }

  /// What a remittance takes, or tells that it is settled.
  package static func recovered(_ amount: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(amount, debit: .accountsPayable, credit: .overpaymentReceivable)
    return posting
  }

  /// What the payee sent; the remittance that tells of it pays it back as it takes it.
  package static func refunded(_ amount: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(amount, debit: .cash, credit: .accountsPayable)
    return posting
  }

  /// What is given up is a cost of claims again.
  package static func writtenOff(_ amount: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(amount, debit: .claimsExpense, credit: .accountsPayable)
    return posting
  }

  /// A letter that is taken back: what was open is a cost again, and so is what goes back.
  package static func withdrawn(open: Money, recovered: Money) -> LedgerPosting {
    var posting = LedgerPosting()
    posting.enter(recovered, debit: .claimsExpense, credit: .accountsPayable)
    posting.enter(open, debit: .claimsExpense, credit: .overpaymentReceivable)
    return posting
  }
}
