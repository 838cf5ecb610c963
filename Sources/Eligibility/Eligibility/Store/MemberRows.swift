import Domain
import EligibilityRules
import Storage

/// Reads members and what holds for them now.
enum MemberRows {
  /// How many members with one family name and birth date are looked at.
  static let namesakesMax = 1_000

  /// The member with this number, or nothing.
  static func member(_ memberID: String, in reader: some StoreReading) throws -> MemberRecord? {
    let identity = try reader.first(
      """
      SELECT member_id, family_id, family_name_key, birth_date, postal_code FROM member \
      WHERE member_id = $1
      """, memberID, read: identity)
    guard let identity else { return nil }
    return MemberRecord(
      identity: identity, coverage: try coverage(of: memberID, in: reader),
      primaryCare: try primaryCare(of: memberID, in: reader))
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

  /// Spans of coverage in force.
  static func coverage(
    of memberID: String, in reader: some StoreReading
  ) throws -> [CoverageSpan] {
    try reader.rows(
      """
      SELECT product_id, from_day, to_day, version FROM coverage_span \
      WHERE member_id = $1 AND voided_version IS NULL
      """, memberID
    ) { row in
      CoverageSpan(
        productID: try row.value(0), days: try row.span(1, 2), version: try row.value(3))
    }
  }

  /// Spans of primary care in force.
  static func primaryCare(
    of memberID: String, in reader: some StoreReading
  ) throws -> [PrimaryCareSpan] {
    try reader.rows(
      """
      SELECT npi, from_day, to_day FROM primary_care_span \
      WHERE member_id = $1 AND voided_version IS NULL
      """, memberID
    ) { row in PrimaryCareSpan(npi: try row.value(0), days: try row.span(1, 2)) }
  }

  private static func identity(_ row: borrowing Row) throws -> MemberIdentity {
    MemberIdentity(
      memberID: try row.value(0), familyID: try row.value(1),
      familyName: NameKey(reduced: try row.value(2)), birthDate: try row.value(3),
      postalCode: try row.value(4))
  }
}
