import Storage

/// The attempts that were given up and may never be decided.
enum WithdrawalRows {
  /// The table.
  static let table = Table(
    "withdrawn_attempt", [.text("claim_id"), .integer("version"), .integer("attempt")],
    primaryKey: ["claim_id", "version", "attempt"], isClustered: true)

  /// Whether an attempt was given up.
  static func exists(_ key: DecisionKey, in reader: some StoreReading) throws -> Bool {
    try reader.first(
      """
      SELECT 1 FROM withdrawn_attempt WHERE claim_id = $1 AND version = $2 AND attempt = $3
      """, key.claimID, key.version, key.attempt
    ) { _ in true } ?? false
  }

  /// Gives an attempt up; a second time changes nothing.
  static func insert(_ key: DecisionKey, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO withdrawn_attempt (claim_id, version, attempt) VALUES ($1, $2, $3) \
      ON CONFLICT (claim_id, version, attempt) DO NOTHING
      """, key.claimID, key.version, key.attempt)
  }
}
