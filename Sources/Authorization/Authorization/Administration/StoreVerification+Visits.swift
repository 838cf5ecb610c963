import Domain
import Messages
import Protobuf
import Storage

extension StoreVerification {
  /// The lines that stand behind a visit are those of open holds and those that took it.
  static func visitSums(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH counted AS (SELECT h.referral_id AS id, h.rendering_npi AS npi, h.day AS day, \
      SUM(CASE WHEN o.hold_id IS NULL THEN 0 ELSE 1 END) AS open_lines, \
      SUM(CASE WHEN b.hold_id IS NULL THEN COALESCE(s.is_visit_taken, 0) ELSE 0 END) \
      AS taken_lines FROM hold_line h \
      LEFT JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      LEFT JOIN open_hold o ON o.hold_id = h.hold_id \
      LEFT JOIN hold_return b ON b.hold_id = h.hold_id \
      WHERE h.referral_id IS NOT NULL GROUP BY h.referral_id, h.rendering_npi, h.day), \
      named AS (SELECT referral_id AS id, rendering_npi AS npi, day FROM referral_visit \
      UNION SELECT id, npi, day FROM counted) \
      SELECT r.number, n.day, COALESCE(v.open_lines, 0), COALESCE(v.taken_lines, 0), \
      COALESCE(c.open_lines, 0), COALESCE(c.taken_lines, 0) FROM named n \
      JOIN referral r ON r.referral_id = n.id \
      LEFT JOIN referral_visit v ON v.referral_id = n.id AND v.rendering_npi = n.npi \
      AND v.day = n.day LEFT JOIN counted c ON c.id = n.id AND c.npi = n.npi AND c.day = n.day \
      WHERE COALESCE(v.open_lines, 0) <> COALESCE(c.open_lines, 0) \
      OR COALESCE(v.taken_lines, 0) <> COALESCE(c.taken_lines, 0) ORDER BY n.id, n.day LIMIT $1
      """, violationsMax
    ) { row in
      let day = try row.value(1, as: Day.self)
      let lines = try (2...5).map { column in try row.value(column, as: Int64.self) }
      return make(
        "REF-VISIT-1", record: try row.value(0),
        "The visit of \(day) counts \(lines[0]) open and \(lines[1]) taken lines; the holds say "
          + "\(lines[2]) and \(lines[3]).")
    }
  }

  /// No more visits are in use than were granted. A visit behind which only lines of settled holds
  /// stand, whose place an open one takes, is free for that one and not counted.
  static func visitCounts(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH freed AS (SELECT h.referral_id AS id, h.rendering_npi AS npi, h.day AS day, \
      COUNT(*) AS lines FROM hold_replacement x \
      JOIN open_hold o ON o.hold_id = x.hold_id \
      JOIN hold_line h ON h.hold_id = x.replaced_id \
      JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      WHERE h.referral_id IS NOT NULL AND s.is_visit_taken = 1 \
      GROUP BY h.referral_id, h.rendering_npi, h.day) \
      SELECT r.number, r.visits_granted, COUNT(*) FROM referral r \
      JOIN referral_visit v ON v.referral_id = r.referral_id \
      LEFT JOIN freed f ON f.id = v.referral_id AND f.npi = v.rendering_npi AND f.day = v.day \
      WHERE v.open_lines > 0 OR v.taken_lines > COALESCE(f.lines, 0) \
      GROUP BY r.referral_id, r.number, r.visits_granted HAVING COUNT(*) > r.visits_granted \
      ORDER BY r.referral_id LIMIT $1
      """, violationsMax
    ) { row in
      let (granted, counted) = (try row.value(1, as: Int64.self), try row.value(2, as: Int64.self))
      return make(
        "REF-MATCH-3", record: try row.value(0),
        "\(counted) visits are used or reserved, \(granted) were granted.")
    }
  }

  /// Every visit in use has its day in the span of its referral.
  static func visitsOutsideDays(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.number, v.day FROM referral_visit v \
      JOIN referral r ON r.referral_id = v.referral_id \
      WHERE (v.open_lines > 0 OR v.taken_lines > 0) AND (v.day < r.from_day OR v.day > r.to_day) \
      ORDER BY r.referral_id, v.day LIMIT $1
      """, violationsMax
    ) { row in
      let day = try row.value(1, as: Day.self)
      return make(
        "REF-MATCH-2", record: try row.value(0),
        "A visit is used or reserved on \(day), outside its days.")
    }
  }
}
