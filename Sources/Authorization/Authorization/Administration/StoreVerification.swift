import Domain
package import Messages
import Protobuf
import ServiceProcess
package import Storage

/// The invariants of the store, formed again from the rows that nothing changes.
package enum StoreVerification {
  /// How many violations of one invariant are reported at most.
  package static let violationsMax = 1_000

  /// Every broken invariant, each with the number of its record and without member data.
  package static func violations(of store: Store) async throws -> [TypeV1.Violation] {
    let pages = try await store.violations(max: violationsMax).map { violation in
      make(violation.rule, record: "", violation.message)
    }
    let rows = try await store.read { reader in
      try unitSums(in: reader) + unitsOutsideDays(in: reader) + unitsWithoutLine(in: reader)
        + visitSums(in: reader) + visitCounts(in: reader) + visitsOutsideDays(in: reader)
        + openHolds(in: reader) + settlements(in: reader) + answers(in: reader)
        + returns(in: reader) + reviews(in: reader)
        + PeopleVerification.violations(max: violationsMax, in: reader)
    }
    return pages + rows + (try await AuditVerification.violations(of: store))
  }

  /// `used` and `reserved` are the sums of what settled holds took and open ones hold, and together
  /// never more than was approved, where what is about to pass from a replaced hold counts once.
  private static func unitSums(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH counted AS (SELECT h.authorization_id AS id, h.authorization_line AS line, \
      SUM(CASE WHEN b.hold_id IS NULL THEN COALESCE(s.taken, 0) ELSE 0 END) AS used, \
      SUM(CASE WHEN o.hold_id IS NULL THEN 0 ELSE h.held END) AS reserved FROM hold_line h \
      LEFT JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      LEFT JOIN open_hold o ON o.hold_id = h.hold_id \
      LEFT JOIN hold_return b ON b.hold_id = h.hold_id \
      WHERE h.authorization_id IS NOT NULL GROUP BY h.authorization_id, h.authorization_line), \
      passing AS (SELECT h.authorization_id AS id, h.authorization_line AS line, \
      SUM(s.taken) AS replaced FROM hold_replacement x JOIN open_hold o ON o.hold_id = x.hold_id \
      JOIN hold_line h ON h.hold_id = x.replaced_id \
      JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      WHERE h.authorization_id IS NOT NULL GROUP BY h.authorization_id, h.authorization_line) \
      SELECT a.number, l.line_number, l.approved, l.used, l.reserved, COALESCE(c.used, 0), \
      COALESCE(c.reserved, 0) FROM authorization_line l \
      JOIN prior_authorization a ON a.authorization_id = l.authorization_id \
      LEFT JOIN counted c ON c.id = l.authorization_id AND c.line = l.line_number \
      LEFT JOIN passing p ON p.id = l.authorization_id AND p.line = l.line_number \
      WHERE l.used <> COALESCE(c.used, 0) OR l.reserved <> COALESCE(c.reserved, 0) \
      OR l.used < 0 OR l.reserved < 0 \
      OR l.used + l.reserved - COALESCE(p.replaced, 0) > l.approved \
      ORDER BY l.authorization_id, l.line_number LIMIT $1
      """, violationsMax
    ) { row in
      let line = try row.value(1, as: Int64.self)
      return make(
        "AUTH-UNITS-1", record: try row.value(0),
        "Line \(line): approved \(try units(row, 2)), used \(try units(row, 3)), reserved "
          + "\(try units(row, 4)); the holds say used \(try units(row, 5)), reserved "
          + "\(try units(row, 6)).")
    }
  }

  /// A physician's decision is on denied requests alone, with who made it and when.
  private static func reviews(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT number FROM prior_authorization WHERE (decision IS NOT NULL AND state <> 'denied') \
      OR (decision IS NULL) <> (decided_by IS NULL) OR (decision IS NULL) <> (decided_on IS NULL) \
      LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "AUTH-DECISION-1", record: try row.value(0),
        "A physician's decision is not complete, or on a request that is not denied.")
    }
  }

  /// Every unit in use has its day in the span of its line.
  private static func unitsOutsideDays(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.number, h.authorization_line, h.day FROM hold_line h \
      JOIN prior_authorization a ON a.authorization_id = h.authorization_id \
      JOIN authorization_line l ON l.authorization_id = h.authorization_id \
      AND l.line_number = h.authorization_line \
      LEFT JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      LEFT JOIN open_hold o ON o.hold_id = h.hold_id \
      LEFT JOIN hold_return b ON b.hold_id = h.hold_id \
      WHERE (o.hold_id IS NOT NULL OR s.taken > 0 AND b.hold_id IS NULL) \
      AND (h.day < l.from_day OR h.day > l.to_day) ORDER BY h.hold_id, h.line_number LIMIT $1
      """, violationsMax
    ) { row in
      let (line, day) = (try row.value(1, as: Int64.self), try row.value(2, as: Day.self))
      return make(
        "AUTH-MATCH-6", record: try row.value(0),
        "Line \(line): units are used or reserved on \(day), outside its days.")
    }
  }

  /// Every unit in use has a line that approves it.
  private static func unitsWithoutLine(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT d.key, h.line_number FROM hold_line h JOIN hold d ON d.hold_id = h.hold_id \
      LEFT JOIN authorization_line l ON l.authorization_id = h.authorization_id \
      AND l.line_number = h.authorization_line \
      LEFT JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      LEFT JOIN open_hold o ON o.hold_id = h.hold_id \
      LEFT JOIN hold_return b ON b.hold_id = h.hold_id \
      WHERE h.authorization_id IS NOT NULL AND l.authorization_id IS NULL \
      AND (o.hold_id IS NOT NULL OR s.taken > 0 AND b.hold_id IS NULL) \
      ORDER BY h.hold_id, h.line_number LIMIT $1
      """, violationsMax
    ) { row in
      let line = try row.value(1, as: Int64.self)
      return make(
        "AUTH-MATCH-5", record: try row.value(0),
        "Line \(line) uses or reserves units of a line that its authorization does not have.")
    }
  }

  private static func units(_ row: borrowing Row, _ column: Int) throws -> Quantity {
    Quantity(thousandths: try row.value(column, as: Int64.self))
  }

  /// A violation as a message.
  static func make(_ invariant: String, record: String, _ finding: String) -> TypeV1.Violation {
    .with {
      $0.invariant = invariant
      $0.record = record
      $0.finding = finding
    }
  }
}
