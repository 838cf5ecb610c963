import Domain
import Storage

/// The rows of units that were given back.
enum ReturnRows {
  /// What the return with `key` was answered; nothing when there was none.
  static func answer(to key: StepKey, in reader: some StoreReading) throws -> StoredAnswer? {
    try reader.first("SELECT digest, answer FROM hold_return WHERE key = $1", key.text) { row in
      StoredAnswer(digest: try row.value(0), bytes: try row.value(1))
    }
  }

  /// Remembers that everything the hold of that number took was given back.
  static func insert(
    _ unitReturn: StoredHold.Return, of hold: Int64, at time: Instant,
    in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO hold_return (hold_id, key, business_time, digest, answer) \
      VALUES ($1, $2, $3, $4, $5)
      """, hold, unitReturn.key, time, unitReturn.answer.digest, unitReturn.answer.bytes)
  }

  /// What it means for other claims of the member that the hold of that number took nothing after
  /// all.
  static func change(of hold: Int64, in reader: some StoreReading) throws -> MemberChange {
    let freed = try reader.rows(
      """
      SELECT a.member_id, l.from_day, l.to_day FROM settlement_line s \
      JOIN hold_line h ON h.hold_id = s.hold_id AND h.line_number = s.line_number \
      JOIN prior_authorization a ON a.authorization_id = h.authorization_id \
      JOIN authorization_line l ON l.authorization_id = h.authorization_id \
      AND l.line_number = h.authorization_line WHERE s.hold_id = $1 AND s.taken > 0 \
      UNION SELECT r.member_id, r.from_day, r.to_day FROM settlement_line s \
      JOIN hold_line h ON h.hold_id = s.hold_id AND h.line_number = s.line_number \
      JOIN referral r ON r.referral_id = h.referral_id \
      WHERE s.hold_id = $1 AND s.is_visit_taken <> 0
      """, hold
    ) { row in
      (
        member: try row.value(0, as: String.self),
        days: DaySpan(from: try row.value(1), to: try row.value(2))
      )
    }
    return MemberChange(members: freed.map(\.member), spans: freed.map(\.days))
  }
}
