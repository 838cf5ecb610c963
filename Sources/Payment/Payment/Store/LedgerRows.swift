import Domain
import Storage

/// The ledger: for each payment a debit and a credit of the same amount.
enum LedgerRows {
  /// An account of the ledger.
  enum Account: String, StorableValue, Hashable, Sendable, CaseIterable {
    /// What claims cost us.
    case claimsExpense = "claims_expense"
    /// What we owe to providers.
    case accountsPayable = "accounts_payable"
    /// What we paid.
    case cash
    /// What providers owe us, carried to their next remittance.
    case providerReceivable = "provider_receivable"
  }

  /// What entries belong to.
  enum Posting: String, StorableValue, Hashable, Sendable {
    /// What a claim pays.
    case adjudication
    /// What a reversal takes back.
    case reversal
  }

  /// Enters the payment of a decision; a claim that pays nothing has no entries.
  static func insert(
    _ posting: Posting, _ record: DecisionRecord, in transaction: Transaction
  ) throws {
    guard record.paid != .zero else { return }
    let entries = [(Account.claimsExpense, record.paid), (.accountsPayable, -record.paid)]
    for (account, amount) in entries {
      try transaction.execute(
        """
        INSERT INTO ledger_entry (claim_id, version, posting, account, posted_at, amount)
        VALUES ($1, $2, $3, $4, $5, $6)
        """, record.key.claimID, record.key.version, posting, account, record.businessTime, amount)
    }
  }

  /// The entries of one posting of a version of a claim, by account.
  static func entries(
    _ posting: Posting, _ key: DecisionKey, in reader: some StoreReading
  ) throws -> [Account: Money] {
    let entries = try reader.rows(
      """
      SELECT account, amount FROM ledger_entry
      WHERE claim_id = $1 AND version = $2 AND posting = $3
      """, key.claimID, key.version, posting
    ) { row in (try row.value(0, as: Account.self), try row.value(1, as: Money.self)) }
    return Dictionary(entries, uniquingKeysWith: +)
  }
}
