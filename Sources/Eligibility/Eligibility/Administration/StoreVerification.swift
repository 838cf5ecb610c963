import Domain
import EligibilityRules
import Messages
import ServiceProcess
import Storage

/// The invariants of the store, asked of its rows.
enum StoreVerification {
  /// How many violations of one invariant are reported at most.
  static let violationsMax = 1_000

  /// Every broken invariant, each with the number of its record and without member data.
  static func violations(of store: Store) async throws -> [TypeV1.Violation] {
    let pages = try await store.violations(max: violationsMax).map { violation in
      make(violation.rule, record: "", violation.message)
    }
    let rows = try await store.read { reader in
      try coverageOverlaps(in: reader) + otherCoverageOverlaps(in: reader)
        + primaryCareOverlaps(in: reader) + hospiceOverlaps(in: reader)
        + unsettledGrace(in: reader)
        + disorderedSpans(in: reader) + unknownProducts(in: reader)
        + planYearOverlaps(in: reader) + versions(in: reader) + nameKeys(in: reader)
    }
    return pages + rows + (try await AuditVerification.violations(of: store))
  }

  /// Spans of one product never share a day.
  private static func coverageOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.member_id, a.from_day, b.from_day FROM coverage_span a \
      JOIN coverage_span b ON b.member_id = a.member_id AND b.product_id = a.product_id \
      AND (b.from_day > a.from_day OR (b.from_day = a.from_day AND b.version > a.version)) \
      AND b.from_day <= a.to_day \
      WHERE a.voided_version IS NULL AND b.voided_version IS NULL LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-SPAN-1", record: try row.value(0),
        "Spans of one product from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// Spans of one other payer never share a day.
  private static func otherCoverageOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.member_id, a.from_day, b.from_day FROM other_coverage_span a \
      JOIN other_coverage_span b ON b.member_id = a.member_id AND b.payer_id = a.payer_id \
      AND (b.from_day > a.from_day OR (b.from_day = a.from_day AND b.version > a.version)) \
      AND b.from_day <= a.to_day \
      WHERE a.voided_version IS NULL AND b.voided_version IS NULL LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-OTHER-1", record: try row.value(0),
        "Spans of one payer from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// Spans of primary care never share a day.
  private static func primaryCareOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.member_id, a.from_day, b.from_day FROM primary_care_span a \
      JOIN primary_care_span b ON b.member_id = a.member_id \
      AND (b.from_day > a.from_day OR (b.from_day = a.from_day AND b.version > a.version)) \
      AND b.from_day <= a.to_day \
      WHERE a.voided_version IS NULL AND b.voided_version IS NULL LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-PCP-1", record: try row.value(0),
        "Spans of primary care from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// Hospice elections never share a day.
  private static func hospiceOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.member_id, a.from_day, b.from_day FROM hospice_span a \
      JOIN hospice_span b ON b.member_id = a.member_id \
      AND (b.from_day > a.from_day OR (b.from_day = a.from_day AND b.version > a.version)) \
      AND b.from_day <= a.to_day \
      WHERE a.voided_version IS NULL AND b.voided_version IS NULL LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-HOSPICE-1", record: try row.value(0),
        "Elections from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// A grace period has a day on which it was settled, unless it is open.
  private static func unsettledGrace(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT member_id, first_day FROM grace_period WHERE voided_version IS NULL \
      AND ((outcome = 'open' AND settled_on IS NOT NULL) OR settled_on < first_day \
      OR (outcome <> 'open' AND settled_on IS NULL)) LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-GRACE-1", record: try row.value(0),
        "The grace period from \(try day(row, 1)) is not settled on a day that fits its outcome.")
    }
  }

  /// No span ends before it begins.
  private static func disorderedSpans(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT member_id, from_day, to_day FROM coverage_span WHERE to_day < from_day \
      UNION ALL SELECT member_id, from_day, to_day FROM other_coverage_span \
      WHERE to_day < from_day \
      UNION ALL SELECT member_id, from_day, to_day FROM primary_care_span \
      WHERE to_day < from_day \
      UNION ALL SELECT member_id, from_day, to_day FROM hospice_span \
      WHERE to_day < from_day LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-SPAN-1", record: try row.value(0),
        "The span from \(try day(row, 1)) ends before, on \(try day(row, 2)).")
    }
  }

  /// Every span names a product that has a plan year.
  private static func unknownProducts(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT s.member_id, s.from_day FROM coverage_span s WHERE s.voided_version IS NULL \
      AND NOT EXISTS (SELECT 1 FROM plan_year p WHERE p.product_id = s.product_id) LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-SPAN-2", record: try row.value(0),
        "The span from \(try day(row, 1)) names a product without any plan year.")
    }
  }

  /// Plan years of one product never share a day.
  private static func planYearOverlaps(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.product_id, a.from_day, b.from_day FROM plan_year a \
      JOIN plan_year b ON b.product_id = a.product_id AND b.from_day > a.from_day \
      AND b.from_day <= a.to_day LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-SPAN-2", record: try row.value(0),
        "Plan years from \(try day(row, 1)) and from \(try day(row, 2)) overlap.")
    }
  }

  /// No span is of a later version than its member, or voided by one not later than its own.
  private static func versions(in reader: Reader) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT m.member_id, s.version FROM member m JOIN (\
      SELECT member_id, version, voided_version FROM coverage_span \
      UNION ALL SELECT member_id, version, voided_version FROM other_coverage_span \
      UNION ALL SELECT member_id, version, voided_version FROM primary_care_span \
      UNION ALL SELECT member_id, version, voided_version FROM grace_period \
      UNION ALL SELECT member_id, version, voided_version FROM hospice_span) s \
      ON s.member_id = m.member_id WHERE s.version > m.version \
      OR s.voided_version <= s.version OR s.voided_version > m.version LIMIT $1
      """, violationsMax
    ) { row in
      make(
        "ELIG-SPAN-1", record: try row.value(0),
        "A span of version \(try row.value(1, as: Int64.self)) does not fit its member's version.")
    }
  }

  /// The name by which a member is found is the one that is written.
  private static func nameKeys(in reader: Reader) throws -> [TypeV1.Violation] {
    var violations: [TypeV1.Violation] = []
    try reader.forEach("SELECT member_id, family_name, family_name_key FROM member") { row in
      let key = NameKey(try row.value(1, as: String.self))
      guard key.text != (try row.value(2, as: String.self)), violations.count < violationsMax
      else { return }
      violations.append(
        make(
          "ELIG-MATCH-1", record: try row.value(0),
          "The name by which the member is found is not the reduced family name."))
    }
    return violations
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
