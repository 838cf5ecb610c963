import Domain
import EligibilityRules
import Storage

/// Reads members and what holds for them now.
enum MemberRows {
  /// How many members with one family name and birth date are looked at.
  static let namesakesMax = 1_000

  /// The member with this number and what holds for them, or nothing.
  ///
  /// One statement, because this is asked for every claim: one row is the member, the others are the
  /// spans in force, each kind told by its first column.
  static func member(_ memberID: String, in reader: some StoreReading) throws -> MemberRecord? {
    var identity: MemberIdentity?
    var coverage: [CoverageSpan] = []
    var otherCoverage: [OtherCoverage] = []
    var primaryCare: [PrimaryCareSpan] = []
    var hospice: [DaySpan] = []
    var gracePeriods: [GracePeriod] = []
    try reader.forEach(
      """
      SELECT 0, family_id, family_name_key, postal_code, birth_date, death_date, \
      CASE WHEN is_qualified_medicare_beneficiary THEN 1 ELSE 0 END \
      FROM member \
      WHERE member_id = $1 \
      UNION ALL SELECT 4, payer_id, payer_order, '', from_day, to_day, version \
      FROM other_coverage_span WHERE member_id = $1 AND voided_version IS NULL \
      UNION ALL SELECT 1, product_id, '', '', from_day, to_day, version FROM coverage_span \
      WHERE member_id = $1 AND voided_version IS NULL \
      UNION ALL SELECT 2, npi, '', '', from_day, to_day, version FROM primary_care_span \
      WHERE member_id = $1 AND voided_version IS NULL \
      UNION ALL SELECT 3, '', '', '', from_day, to_day, version FROM hospice_span \
      WHERE member_id = $1 AND voided_version IS NULL \
      UNION ALL SELECT 5, product_id, kind, outcome, first_day, settled_on, version \
      FROM grace_period WHERE member_id = $1 AND voided_version IS NULL
      """, memberID
    ) { row in
      switch try row.value(0, as: Int.self) {
      case 0:
        identity = MemberIdentity(
          memberID: memberID, familyID: try row.value(1),
          familyName: NameKey(reduced: try row.value(2)), birthDate: try row.value(4),
          postalCode: try row.value(3), deathDate: try row.value(5))
        identity?.isQualifiedMedicareBeneficiary = try row.value(6, as: Int.self) == 1
      case 4: otherCoverage.append(try Self.otherCoverage(row))
      case 1:
        coverage.append(
          CoverageSpan(
            productID: try row.value(1), days: try row.span(4, 5), version: try row.value(6)))
      case 3: hospice.append(try row.span(4, 5))
      case 5: gracePeriods.append(try gracePeriod(row))
      default:
        primaryCare.append(PrimaryCareSpan(npi: try row.value(1), days: try row.span(4, 5)))
      }
    }
    return identity.map { identity in
      var record = MemberRecord(
        identity: identity, coverage: coverage, primaryCare: primaryCare,
        hospice: hospice.sorted { $0.from < $1.from })
      record.otherCoverage = otherCoverage.sorted {
        ($0.payerID, $0.days.from) < ($1.payerID, $1.days.from)
      }
      record.gracePeriods = gracePeriods.sorted {
        ($0.firstDay, $0.productID) < ($1.firstDay, $1.productID)
      }
      return record
    }
  }

  private static func gracePeriod(_ row: borrowing Row) throws -> GracePeriod {
    GracePeriod(
      productID: try row.value(1), kind: try row.code(2), firstDay: try row.value(4),
      outcome: try row.code(3), settledOn: try row.value(5))
  }

  private static func otherCoverage(_ row: borrowing Row) throws -> OtherCoverage {
    let order: OtherPayerOrder = try row.code(2)
    return OtherCoverage(
      payerID: try row.value(1), days: try row.span(4, 5), isPrimary: order == .before)
  }

  /// Members with this family name and birth date, at most ``namesakesMax``.
  static func namesakes(
    of person: PersonOnClaim, in reader: some StoreReading
  ) throws -> [MemberIdentity] {
    try reader.rows(
      """
      SELECT member_id, family_id, family_name_key, birth_date, postal_code FROM member \
      WHERE family_name_key = $1 AND birth_date = $2 LIMIT $3
      """, person.familyName.exposed.text, person.birthDate, namesakesMax, read: identity)
  }

  private static func identity(_ row: borrowing Row) throws -> MemberIdentity {
    MemberIdentity(
      memberID: try row.value(0), familyID: try row.value(1),
      familyName: NameKey(reduced: try row.value(2)), birthDate: try row.value(3),
      postalCode: try row.value(4))
  }
}
