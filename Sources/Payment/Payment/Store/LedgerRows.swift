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
  }

  /// What entries belong to.
  enum Posting: String, StorableValue, Hashable, Sendable {
    case adjudication
  }

  /// Enters the payment of a decision; a claim that pays nothing has no entries.
  static func insert(
    _ claim: AdjudicationClaim, paid: Money, in transaction: Transaction
  ) throws {
    guard paid != .zero else { return }
    for (account, amount) in [(Account.claimsExpense, paid), (.accountsPayable, -paid)] {
      try transaction.execute(
        """
        INSERT INTO ledger_entry (claim_id, version, posting, account, posted_at, amount)
        VALUES ($1, $2, $3, $4, $5, $6)
        """, claim.key.claimID, claim.key.version, Posting.adjudication, account,
        claim.businessTime, amount)
    }
  }

  /// The entries of one version of a claim, by account.
  static func entries(
    _ key: AdjudicationKey, in reader: some StoreReading
  ) throws -> [Account: Money] {
    let entries = try reader.rows(
      "SELECT account, amount FROM ledger_entry WHERE claim_id = $1 AND version = $2", key.claimID,
      key.version
    ) { row in (try row.value(0, as: Account.self), try row.value(1, as: Money.self)) }
    return Dictionary(entries, uniquingKeysWith: +)
  }
}
