import AuthorizationRules
import Domain
import Storage

/// An authorization with its number in the store.
struct StoredAuthorization: Hashable, Sendable {
  let id: Int64
  var record: AuthorizationOnFile
}

/// The rows of authorizations.
enum AuthorizationRows {
  /// The authorization of that number.
  static func named(_ number: String, in reader: some StoreReading) throws
    -> StoredAuthorization?
  {
    try grouped { body in
      try reader.forEach(
        """
        SELECT a.authorization_id, a.number, a.member_id, a.provider_npi, a.state, \
        l.line_number, l.procedure, l.approved, l.from_day, l.to_day, l.used, l.reserved, \
        a.decision, a.decided_by, a.decided_on \
        FROM prior_authorization a JOIN authorization_line l \
        ON l.authorization_id = a.authorization_id WHERE a.number = $1 ORDER BY l.line_number
        """, number, body: body)
    }.first
  }

  /// Every authorization of a member.
  static func ofMember(_ memberID: String, in reader: some StoreReading) throws
    -> [StoredAuthorization]
  {
    try grouped { body in
      try reader.forEach(
        """
        SELECT a.authorization_id, a.number, a.member_id, a.provider_npi, a.state, \
        l.line_number, l.procedure, l.approved, l.from_day, l.to_day, l.used, l.reserved, \
        a.decision, a.decided_by, a.decided_on \
        FROM prior_authorization a JOIN authorization_line l \
        ON l.authorization_id = a.authorization_id WHERE a.member_id = $1 \
        ORDER BY a.authorization_id, l.line_number
        """, memberID, body: body)
    }
  }

  /// Adds an authorization whose number is new.
  static func insert(_ record: AuthorizationOnFile, in transaction: Transaction) throws {
    let id = try transaction.first(
      """
      INSERT INTO prior_authorization (number, member_id, provider_npi, state, decision, \
      decided_by, decided_on) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING authorization_id
      """, record.number, record.memberID, record.providerNPI, record.state,
      record.review?.decision, record.review?.decidedBy, record.review?.decidedOn
    ) { row in try row.value(0, as: Int64.self) }
    guard let id else { throw StorageError(.unavailable, "the store gave a record no number") }
    for line in record.lines { try put(line, of: id, in: transaction) }
  }

  /// Replaces what `stored` says by `record`; units used and reserved stay with their lines.
  static func replace(
    _ stored: StoredAuthorization, by record: AuthorizationOnFile, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      UPDATE prior_authorization SET member_id = $2, provider_npi = $3, state = $4, \
      decision = $5, decided_by = $6, decided_on = $7 WHERE authorization_id = $1
      """, stored.id, record.memberID, record.providerNPI, record.state, record.review?.decision,
      record.review?.decidedBy, record.review?.decidedOn)
    for line in stored.record.lines
    where !record.lines.contains(where: { $0.lineNumber == line.lineNumber }) {
      try transaction.execute(
        "DELETE FROM authorization_line WHERE authorization_id = $1 AND line_number = $2",
        stored.id, line.lineNumber)
    }
    for line in record.lines { try put(line, of: stored.id, in: transaction) }
  }

  /// Whether every unit that is used or reserved on a line lies in `days`.
  ///
  /// The days that were ever held say so at once; only when they do not are the holds looked at.
  static func hasUse(
    ofLine line: Int, of authorization: Int64, within days: DaySpan, in reader: some StoreReading
  ) throws -> Bool {
    let isHeldWithin = try reader.first(
      """
      SELECT COALESCE(first_day_held >= $3 AND last_day_held <= $4, TRUE) \
      FROM authorization_line WHERE authorization_id = $1 AND line_number = $2
      """, authorization, line, days.from, days.to
    ) { row in try row.value(0, as: Bool.self) }
    if isHeldWithin == true { return true }
    let outside = try reader.first(
      """
      SELECT h.day FROM hold_line h LEFT JOIN open_hold o ON o.hold_id = h.hold_id \
      LEFT JOIN settlement_line s ON s.hold_id = h.hold_id AND s.line_number = h.line_number \
      LEFT JOIN hold_return b ON b.hold_id = h.hold_id \
      WHERE h.authorization_id = $1 AND h.authorization_line = $2 \
      AND (h.day < $3 OR h.day > $4) \
      AND (o.hold_id IS NOT NULL OR s.taken > 0 AND b.hold_id IS NULL) LIMIT 1
      """, authorization, line, days.from, days.to
    ) { row in try row.value(0, as: Day.self) }
    return outside == nil
  }

  private static func put(
    _ line: ApprovedLine, of authorization: Int64, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO authorization_line (authorization_id, line_number, procedure, approved, \
      from_day, to_day, used, reserved) VALUES ($1, $2, $3, $4, $5, $6, 0, 0) \
      ON CONFLICT (authorization_id, line_number) DO UPDATE SET procedure = excluded.procedure, \
      approved = excluded.approved, from_day = excluded.from_day, to_day = excluded.to_day
      """, authorization, line.lineNumber, line.procedure, line.approved, line.days.from,
      line.days.to)
  }

  /// Joins rows of lines, which arrive record by record, to records.
  private static func grouped(
    _ rows: (_ body: (borrowing Row) throws -> Void) throws -> Void
  ) throws -> [StoredAuthorization] {
    var found: [StoredAuthorization] = []
    try rows { row in
      let id = try row.value(0, as: Int64.self)
      if found.last?.id != id {
        var record = AuthorizationOnFile(
          number: try row.value(1), memberID: try row.value(2), providerNPI: try row.value(3),
          state: try row.value(4), lines: [])
        record.review = try review(row)
        found.append(StoredAuthorization(id: id, record: record))
      }
      found[found.count - 1].record.lines.append(try line(row))
    }
    return found
  }

  /// The physician's decision of a record; all of it is there or nothing.
  private static func review(_ row: borrowing Row) throws -> AuthorizationOnFile.Review? {
    let decision = try row.value(12, as: AuthorizationOnFile.MedicalDecision?.self)
    let decidedBy = try row.value(13, as: String?.self)
    let decidedOn = try row.value(14, as: Day?.self)
    switch (decision, decidedBy, decidedOn) {
    case (nil, nil, nil): return nil
    case (.some(let decision), .some(let decidedBy), .some(let decidedOn)):
      return AuthorizationOnFile.Review(
        decision: decision, decidedBy: decidedBy, decidedOn: decidedOn)
    default:
      throw StorageError(.corrupt, "a physician's decision is not complete")
    }
  }

  private static func line(_ row: borrowing Row) throws -> ApprovedLine {
    ApprovedLine(
      lineNumber: try row.value(5), procedure: try row.value(6), approved: try row.value(7),
      days: DaySpan(from: try row.value(8), to: try row.value(9)), used: try row.value(10),
      reserved: try row.value(11))
  }
}
