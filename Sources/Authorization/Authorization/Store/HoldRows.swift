import AuthorizationRules
import Domain
import Storage

/// A hold key as the store knows it.
struct StoredHold: Hashable, Sendable {
  /// Its number in the store, which grows from hold to hold.
  let id: Int64
  /// How it stands.
  var state: HoldState
}

/// The rows of holds.
enum HoldRows {
  /// What is known of `key`; nothing when it was never seen.
  static func find(_ key: StepKey, in reader: some StoreReading) throws -> StoredHold? {
    try reader.first("SELECT hold_id, state FROM hold WHERE key = $1", key.text) { row in
      StoredHold(id: try row.value(0), state: try row.value(1))
    }
  }

  /// Makes an open hold and returns its number.
  static func open(_ key: StepKey, at time: Instant, in transaction: Transaction) throws -> Int64 {
    let id = try insert(key, .open, time, in: transaction)
    try transaction.execute("INSERT INTO open_hold (hold_id) VALUES ($1)", id)
    return id
  }

  /// Remembers that `key` was released before its hold arrived.
  static func leaveTombstone(_ key: StepKey, in transaction: Transaction) throws {
    _ = try insert(key, .tombstone, nil, in: transaction)
  }

  /// Ends an open hold.
  static func end(_ hold: StoredHold, in transaction: Transaction) throws {
    let changed = try transaction.execute(
      "UPDATE hold SET state = $2 WHERE hold_id = $1 AND state = 'open'", hold.id, hold.state)
    let removed = try transaction.execute("DELETE FROM open_hold WHERE hold_id = $1", hold.id)
    guard changed == 1, removed == 1 else {
      throw StorageError(.corrupt, "an open hold is not among the open holds")
    }
  }

  private static func insert(
    _ key: StepKey, _ state: HoldState, _ time: Instant?, in transaction: Transaction
  ) throws -> Int64 {
    let id = try transaction.first(
      "INSERT INTO hold (key, state, business_time) VALUES ($1, $2, $3) RETURNING hold_id",
      key.text, state, time
    ) { row in try row.value(0, as: Int64.self) }
    guard let id else { throw StorageError(.unavailable, "the store gave a hold no number") }
    return id
  }
}
