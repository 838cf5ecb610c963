import AuthorizationRules
import Domain
import Storage

/// The rows of holds.
enum HoldRows {
  /// What the step that made the hold with `key` was answered; nothing for a tombstone.
  static func answer(to key: StepKey, in reader: some StoreReading) throws -> StoredAnswer? {
    try reader.first("SELECT digest, answer FROM hold WHERE key = $1", key.text) { row in
      guard let digest = try row.value(0, as: [UInt8]?.self),
        let bytes = try row.value(1, as: [UInt8]?.self)
      else { return nil }
      return StoredAnswer(digest: digest, bytes: bytes)
    } ?? nil
  }

  /// The hold with `key`; nothing when the key was never seen.
  static func find(_ key: StepKey, in reader: some StoreReading) throws -> StoredHold? {
    try reader.first(
      """
      SELECT h.hold_id, e.state, e.step, e.digest, e.answer, r.key, r.digest, r.answer \
      FROM hold h LEFT JOIN hold_end e ON e.hold_id = h.hold_id \
      LEFT JOIN hold_return r ON r.hold_id = h.hold_id WHERE h.key = $1
      """, key.text, read: stored)
  }

  /// The hold of that number.
  static func find(_ id: Int64, in reader: some StoreReading) throws -> StoredHold? {
    try reader.first(
      """
      SELECT h.hold_id, e.state, e.step, e.digest, e.answer, r.key, r.digest, r.answer \
      FROM hold h LEFT JOIN hold_end e ON e.hold_id = h.hold_id \
      LEFT JOIN hold_return r ON r.hold_id = h.hold_id WHERE h.hold_id = $1
      """, id, read: stored)
  }

  /// Makes an open hold and returns its number.
  static func open(
    _ key: StepKey, at time: Instant, answer: StoredAnswer, in transaction: Transaction
  ) throws -> Int64 {
    let id = try insert(key, time, answer, in: transaction)
    try transaction.execute("INSERT INTO open_hold (hold_id) VALUES ($1)", id)
    return id
  }

  /// Ends an open hold.
  static func end(
    _ hold: StoredHold, _ end: StoredHold.End, in transaction: Transaction
  ) throws {
    let removed = try transaction.execute("DELETE FROM open_hold WHERE hold_id = $1", hold.id)
    guard removed == 1 else {
      throw StorageError(.corrupt, "an open hold is not among the open holds")
    }
    try insert(end, of: hold.id, in: transaction)
  }

  /// Remembers that `key` was released before its hold arrived.
  static func leaveTombstone(
    _ key: StepKey, _ end: StoredHold.End, in transaction: Transaction
  ) throws {
    let id = try insert(key, nil, nil, in: transaction)
    try insert(end, of: id, in: transaction)
  }

  private static func insert(
    _ key: StepKey, _ time: Instant?, _ answer: StoredAnswer?, in transaction: Transaction
  ) throws -> Int64 {
    let id = try transaction.first(
      """
      INSERT INTO hold (key, business_time, digest, answer) VALUES ($1, $2, $3, $4) \
      RETURNING hold_id
      """, key.text, time, answer?.digest, answer?.bytes
    ) { row in try row.value(0, as: Int64.self) }
    guard let id else { throw StorageError(.unavailable, "the store gave a hold no number") }
    return id
  }

  private static func insert(
    _ end: StoredHold.End, of hold: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO hold_end (hold_id, state, step, digest, answer) VALUES ($1, $2, $3, $4, $5)
      """, hold, end.state, end.step, end.answer.digest, end.answer.bytes)
  }

  private static func stored(_ row: borrowing Row) throws -> StoredHold {
    StoredHold(id: try row.value(0), end: try end(row), unitReturn: try unitReturn(row))
  }

  private static func end(_ row: borrowing Row) throws -> StoredHold.End? {
    guard let state = try row.value(1, as: HoldState?.self) else { return nil }
    return StoredHold.End(
      state: state, step: try row.value(2),
      answer: StoredAnswer(digest: try row.value(3), bytes: try row.value(4)))
  }

  private static func unitReturn(_ row: borrowing Row) throws -> StoredHold.Return? {
    guard let key = try row.value(5, as: String?.self) else { return nil }
    return StoredHold.Return(
      key: key, answer: StoredAnswer(digest: try row.value(6), bytes: try row.value(7)))
  }
}
