import Domain
import Messages
import ServiceProcess
import Storage

/// The invariants of the store, asked of its rows.
enum StoreVerification {
  /// How many violations of one invariant are reported at most.
  static let violationsMax = 1_000

  /// Every broken invariant, each with the number of its record.
  static func violations(of store: Store) async throws -> [TypeV1.Violation] {
    let pages = try await store.violations(max: violationsMax).map { violation in
      make(violation.rule, record: "", violation.message)
    }
    let rows = try await store.read { reader in
      try currentVersions(in: reader) + rosterOverlaps(in: reader) + feeOverlaps(in: reader)
        + disorderedSpans(in: reader) + contractsWithoutProduct(in: reader)
        + ExceptionVerification.violations(in: reader, max: violationsMax)
    }
    return pages + rows + (try await AuditVerification.violations(of: store))
  }

  /// The version of a contract that counts is its last one.
  private static func currentVersions(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT v.contract_id, MAX(v.version), COALESCE(c.version, 0) FROM contract_version v \
      LEFT JOIN contract c ON c.contract_id = v.contract_id \
      GROUP BY v.contract_id, c.version HAVING MAX(v.version) <> COALESCE(c.version, 0) LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "NET-CONTRACT-1", record: try row.value(0),
        "Version \(try row.value(2, as: Int64.self)) counts, but the last one is "
          + "\(try row.value(1, as: Int64.self)).")
    }
  }

  /// Entries of one provider on one roster never share a day.
  private static func rosterOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.contract_id, a.from_day, b.from_day FROM contract c \
      JOIN roster_entry a ON a.contract_id = c.contract_id AND a.version = c.version \
      JOIN roster_entry b ON b.contract_id = a.contract_id AND b.version = a.version \
      AND b.npi = a.npi AND b.from_day > a.from_day AND b.from_day <= a.to_day LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "NET-ROSTER-1", record: try row.value(0),
        "Entries of one provider from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// Rows of one schedule, procedure and modifier never share a day.
  private static func feeOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.fee_schedule_id, a.from_day, b.from_day FROM fee a \
      JOIN fee b ON b.fee_schedule_id = a.fee_schedule_id AND b.procedure = a.procedure \
      AND b.modifier = a.modifier AND b.from_day > a.from_day AND b.from_day <= a.to_day LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "NET-FEE-1", record: try row.value(0),
        "Fees of one procedure from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// No span ends before it begins, or has only one end.
  private static func disorderedSpans(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT 'NET-CONTRACT-1', contract_id FROM contract_version WHERE to_day < from_day \
      UNION ALL SELECT 'NET-ROSTER-1', contract_id FROM roster_entry WHERE to_day < from_day \
      UNION ALL SELECT 'NET-FEE-1', fee_schedule_id FROM fee WHERE to_day < from_day \
      UNION ALL SELECT 'NET-ROSTER-2', npi FROM provider \
      WHERE (credentialed_from IS NULL) <> (credentialed_to IS NULL) \
      OR credentialed_to < credentialed_from \
      UNION ALL SELECT 'NET-EXCL-1', npi FROM provider \
      WHERE (excluded_from IS NULL) <> (excluded_to IS NULL) OR excluded_to < excluded_from \
      LIMIT $1
      """, violationsMax
    ) { row in
      make(
        try row.value(0), record: try row.value(1), "A span ends before it begins or lacks an end.")
    }
  }

  /// Every contract serves a product.
  private static func contractsWithoutProduct(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT c.contract_id FROM contract c WHERE NOT EXISTS (SELECT 1 FROM contract_product p \
      WHERE p.contract_id = c.contract_id AND p.version = c.version) LIMIT $1
      """, violationsMax
    ) { row in
      make("NET-CONTRACT-1", record: try row.value(0), "The contract serves no product.")
    }
  }

  private static func day(_ row: borrowing Row, _ column: Int) throws -> Day {
    Day(number: try row.value(column, as: Int32.self))
  }

  private static func make(
    _ invariant: String, record: String, _ finding: String
  ) -> TypeV1.Violation {
    var violation = TypeV1.Violation()
    violation.invariant = invariant
    violation.record = record
    violation.finding = finding
    return violation
  }
}
