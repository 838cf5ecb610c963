import Domain
import PaymentRules
import Storage

/// Brings the ledger of sequestration up to date in a store that was begun without it.
enum SequestrationEntries {
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

  /// Enters what is listed.
  static let late = LateEntries(
    listed: """
      SELECT claim_id, version FROM sequestration_due WHERE (claim_id, version) > ($1, $2)
      ORDER BY claim_id, version LIMIT $3
      """
  ) { stored, transaction in
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
