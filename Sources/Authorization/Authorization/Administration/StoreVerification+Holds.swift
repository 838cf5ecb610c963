import Messages
import Protobuf
import Storage

extension StoreVerification {
  /// The open holds are those that have not ended, and no others; a hold without an answer is a
  /// tombstone.
  static func openHolds(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT h.key, e.hold_id IS NULL FROM hold h \
      LEFT JOIN open_hold o ON o.hold_id = h.hold_id LEFT JOIN hold_end e ON e.hold_id = h.hold_id \
      WHERE (e.hold_id IS NULL) <> (o.hold_id IS NOT NULL) ORDER BY h.hold_id LIMIT $1
      """, violationsMax
    ) { row in
      let isOpen = try row.value(1, as: Bool.self)
      return make(
        "HOLD-1", record: try row.value(0),
        isOpen ? "The hold is open and not listed." : "The hold is ended and listed as open.")
    }
  }

  /// A hold has the answer that a repeated call gets, unless it was released before it arrived.
  static func answers(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT h.key FROM hold h LEFT JOIN hold_end e ON e.hold_id = h.hold_id \
      WHERE (h.digest IS NULL OR h.answer IS NULL) <> (COALESCE(e.state, 'open') = 'tombstone') \
      OR COALESCE(e.state, 'settled') NOT IN ('settled', 'released', 'tombstone') \
      ORDER BY h.hold_id LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "HOLD-3", record: try row.value(0),
        "The answer of the hold is not stored, or it ended in an unknown way.")
    }
  }

  /// Only settled holds took something, and no line more than it held.
  static func settlements(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT d.key, s.line_number FROM settlement_line s JOIN hold d ON d.hold_id = s.hold_id \
      JOIN hold_line h ON h.hold_id = s.hold_id AND h.line_number = s.line_number \
      LEFT JOIN hold_end e ON e.hold_id = s.hold_id \
      WHERE COALESCE(e.state, 'open') <> 'settled' OR s.taken < 0 OR s.taken > h.held \
      OR (s.is_visit_taken <> 0 AND h.referral_id IS NULL) \
      ORDER BY s.hold_id, s.line_number LIMIT $1
      """, violationsMax
    ) { row in
      let line = try row.value(1, as: Int64.self)
      return make(
        "HOLD-2", record: try row.value(0),
        "Line \(line) took what it did not hold, or its hold is not settled.")
    }
  }

  /// Only what a settled hold took is given back.
  static func returns(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT h.key FROM hold_return b JOIN hold h ON h.hold_id = b.hold_id \
      LEFT JOIN hold_end e ON e.hold_id = b.hold_id \
      WHERE COALESCE(e.state, 'open') <> 'settled' ORDER BY b.hold_id LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "HOLD-5", record: try row.value(0),
        "Units were given back of a hold that is not settled.")
    }
  }
}
