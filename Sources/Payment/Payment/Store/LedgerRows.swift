import Domain
import PaymentRules
import Storage

/// The entries of the ledger, those of claims and those of remittances.
enum LedgerRows {
  /// What the entries of a version of a claim say.
  enum Kind: String, StorableValue, Hashable, Sendable {
    /// What a claim pays.
    case adjudication
    /// What a reversal takes back.
    case reversal
    /// What the budget law kept, or a reversal gives back.
    case sequestration
  }

  /// What a decision enters, by kind; what it does not pay and not keep has no entries.
  static func postings(of record: DecisionRecord) -> [Kind: LedgerPosting] {
    let payment = record.reversesVersion == 0 ? Kind.adjudication : .reversal
    let postings = [
      payment: ClaimLedger.payment(record.paid, withheld: record.withheld),
      .sequestration: ClaimLedger.sequestration(record.sequestered),
    ]
    return postings.filter { !$0.value.isEmpty }
  }

  /// Enters the postings of a decision.
  static func insert(_ record: DecisionRecord, in transaction: Transaction) throws {
    for (kind, posting) in postings(of: record) {
      try insert(posting, kind, record, in: transaction)
    }
  }

  /// Enters one posting of a version of a claim.
  static func insert(
    _ posting: LedgerPosting, _ kind: Kind, _ record: DecisionRecord,
    in transaction: Transaction
  ) throws {
    for entry in posting.entries {
      try transaction.execute(
        """
        INSERT INTO ledger_entry (claim_id, version, posting, account, posted_at, amount)
        VALUES ($1, $2, $3, $4, $5, $6)
        """, record.key.claimID, record.key.version, kind, entry.account, record.businessTime,
        entry.amount)
    }
  }

  /// Enters the posting of a remittance.
  static func insert(
    _ posting: LedgerPosting, remittance number: Int64, at time: Instant,
    in transaction: Transaction
  ) throws {
    for entry in posting.entries {
      try transaction.execute(
        """
        INSERT INTO remittance_entry (remittance_number, account, posted_at, amount)
        VALUES ($1, $2, $3, $4)
        """, number, entry.account, time, entry.amount)
    }
  }

  /// Enters the posting of a settlement.
  static func insert(
    _ posting: LedgerPosting, settlement source: String, at time: Instant,
    in transaction: Transaction
  ) throws {
    for entry in posting.entries {
      try transaction.execute(
        """
        INSERT INTO settlement_entry (source, account, posted_at, amount)
        VALUES ($1, $2, $3, $4)
        """, source, entry.account, time, entry.amount)
    }
  }

  /// The postings of a version of a claim; nothing when there are entries of an unknown kind or
  /// account, or a posting whose debits and credits differ.
  static func postings(
    of key: DecisionKey, in reader: some StoreReading
  ) throws -> [Kind: LedgerPosting]? {
    var amounts: [String: [LedgerAccount: Money]] = [:]
    var isKnown = true
    try reader.forEach(
      "SELECT posting, account, amount FROM ledger_entry WHERE claim_id = $1 AND version = $2",
      key.claimID, key.version
    ) { row in
      guard let account = LedgerAccount(rawValue: try row.value(1)) else {
        isKnown = false
        return
      }
      amounts[try row.value(0), default: [:]][account] = try row.value(2, as: Money.self)
    }
    var postings: [Kind: LedgerPosting] = [:]
    for (name, amounts) in amounts {
      guard let kind = Kind(rawValue: name), let posting = LedgerPosting(amounts) else {
        return nil
      }
      postings[kind] = posting
    }
    return isKnown ? postings : nil
  }

  /// The balance of every account that has entries, by its name, in cents.
  static func balances(in reader: some StoreReading) throws -> [(account: String, cents: Int64)] {
    try reader.rows(
      """
      SELECT account, SUM(amount) FROM (
        SELECT account, amount FROM ledger_entry
        UNION ALL SELECT account, amount FROM remittance_entry
        UNION ALL SELECT account, amount FROM settlement_entry) entry
      GROUP BY account ORDER BY account
      """
    ) { row in (account: try row.value(0), cents: try row.value(1)) }
  }
}

extension LedgerAccount: StorableValue {}
