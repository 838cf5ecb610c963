import Domain
import PaymentRules
import Storage

/// Brings the ledger of sequestration up to date in a store that was begun without it.
///
/// What was kept stands in the stored answers alone, which no statement can read: the migration lists
/// the versions, and the service enters them before it serves.
struct SequestrationEntries: Sendable {
  /// Gives each decision the sum that was kept, and lists the decisions whose sum is not known yet.
  static let migration = Migration(
    "ledger of sequestration",
    [
      .addColumn(table: "decision", .cents("sequestered").defaulting(to: .integer(0))),
      .createTable(
        Table(
          "sequestration_due", [.text("claim_id"), .integer("version")],
          primaryKey: ["claim_id", "version"], isClustered: true)),
      .run(
        """
        INSERT INTO sequestration_due (claim_id, version)
        SELECT claim_id, version FROM decision WHERE paid <> 0
        """),
    ])

  private static let pageSize = 500

  private let store: Store

  /// Prepares the entries of a store.
  init(store: Store) {
    self.store = store
  }

  /// Enters what is listed; a version whose answer cannot be read stays listed, and the checks of
  /// the store name it.
  func enter() async throws {
    var last = (claimID: "", version: Int32(0))
    while true {
      let after = last
      let end = try await store.write { transaction in
        try SequestrationEntries.enter(after: after, in: transaction)
      }
      guard let end else { return }
      last = end
    }
  }

  /// Enters the next versions of the list and gives the last of them.
  private static func enter(
    after last: (claimID: String, version: Int32), in transaction: Transaction
  ) throws -> (claimID: String, version: Int32)? {
    let page = try transaction.rows(
      """
      SELECT claim_id, version FROM sequestration_due WHERE (claim_id, version) > ($1, $2)
      ORDER BY claim_id, version LIMIT $3
      """, last.claimID, last.version, pageSize
    ) { row in
      (claimID: try row.value(0, as: String.self), version: try row.value(1, as: Int32.self))
    }
    for (claimID, version) in page {
      do {
        let stored = try StoredDecision(claimID: claimID, version: version, in: transaction)
        try enter(stored, in: transaction)
      } catch let error as StorageError where error.code == .corrupt {
        continue
      }
    }
    return page.last
  }

  private static func enter(_ stored: StoredDecision, in transaction: Transaction) throws {
    let key = stored.record.key
    let sequestered = stored.decision.sequestered
    try LedgerRows.insert(
      ClaimLedger.sequestration(sequestered), .sequestration, stored.record, in: transaction)
    try transaction.execute(
      "UPDATE decision SET sequestered = $3 WHERE claim_id = $1 AND version = $2", key.claimID,
      key.version, sequestered)
    try transaction.execute(
      "DELETE FROM sequestration_due WHERE claim_id = $1 AND version = $2", key.claimID,
      key.version)
  }
}
