import Domain
import PaymentRules
import Storage

/// Brings the lines of the report up to date in a store that was begun without them.
enum SequestrationLineEntries {
  /// Makes the table, and lists the decisions whose lines are not known yet.
  static let migration = Migration(
    "lines of sequestration",
    [
      .createTable(SequestrationLineRows.table), .createIndex(SequestrationLineRows.index),
      .createTable(
        Table(
          "sequestration_line_due", [.text("claim_id"), .integer("version")],
          primaryKey: ["claim_id", "version"], isClustered: true)),
      .run(
        """
        INSERT INTO sequestration_line_due (claim_id, version)
        SELECT claim_id, version FROM decision
        WHERE paid <> 0 OR sequestered <> 0 OR withheld <> 0
        """),
    ])

  /// Enters what is listed; a version stands before its reversal in the list.
  static let late = LateEntries(
    listed: """
      SELECT claim_id, version FROM sequestration_line_due WHERE (claim_id, version) > ($1, $2)
      ORDER BY claim_id, version LIMIT $3
      """
  ) { stored, transaction in
    let key = stored.record.key
    if stored.record.reversesVersion == 0 {
      try SequestrationLineRows.insert(stored.decision, of: stored.record, in: transaction)
    } else {
      try SequestrationLineRows.reverse(stored.record, in: transaction)
    }
    try transaction.execute(
      "DELETE FROM sequestration_line_due WHERE claim_id = $1 AND version = $2", key.claimID,
      key.version)
  }
}
