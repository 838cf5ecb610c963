import Storage

/// Which hold takes the place of which settled one (rule `HOLD-6`).
enum ReplacedHoldRows {
  /// The number of the settled hold whose place the hold of that number takes; nothing when it takes
  /// none.
  static func replaced(by hold: Int64, in reader: some StoreReading) throws -> Int64? {
    try reader.first(
      "SELECT replaced_id FROM hold_replacement WHERE hold_id = $1", hold,
      read: { row in try row.value(0) })
  }

  /// Whether an open hold takes the place of the one of that number.
  static func isBeingReplaced(_ replaced: Int64, in reader: some StoreReading) throws -> Bool {
    try reader.first(
      """
      SELECT 1 FROM hold_replacement r JOIN open_hold o ON o.hold_id = r.hold_id \
      WHERE r.replaced_id = $1 LIMIT 1
      """, replaced, read: { _ in true }) ?? false
  }

  /// Remembers which hold takes the place of which.
  static func insert(
    _ hold: Int64, replacing replaced: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      "INSERT INTO hold_replacement (hold_id, replaced_id) VALUES ($1, $2)", hold, replaced)
  }
}
