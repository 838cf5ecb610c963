import AuthorizationRules
import Domain
import Storage

/// A referral with its number in the store and who wrote it.
struct StoredReferral: Hashable, Sendable {
  let id: Int64
  var issuingNPI: String
  var record: ReferralOnFile
}

/// The rows of referrals.
enum ReferralRows {
  /// The referral of that number.
  static func named(_ number: String, in reader: some StoreReading) throws -> StoredReferral? {
    let found = try reader.first(
      """
      SELECT referral_id, number, member_id, issuing_npi, is_issuer_eligible, target_npi, \
      target_specialty, visits_granted, from_day, to_day FROM referral WHERE number = $1
      """, number, read: referral)
    return try found.map { try withVisits($0, in: reader) }
  }

  /// Every referral of a member.
  static func ofMember(_ memberID: String, in reader: some StoreReading) throws
    -> [StoredReferral]
  {
    let found = try reader.rows(
      """
      SELECT referral_id, number, member_id, issuing_npi, is_issuer_eligible, target_npi, \
      target_specialty, visits_granted, from_day, to_day FROM referral WHERE member_id = $1 \
      ORDER BY referral_id
      """, memberID, read: referral)
    return try found.map { try withVisits($0, in: reader) }
  }

  /// Adds a referral, or replaces the one of that number; its visits stay with it.
  static func put(
    _ record: ReferralOnFile, issuedBy issuingNPI: String, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO referral (number, member_id, issuing_npi, is_issuer_eligible, target_npi, \
      target_specialty, visits_granted, from_day, to_day) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (number) DO UPDATE SET \
      member_id = excluded.member_id, issuing_npi = excluded.issuing_npi, \
      is_issuer_eligible = excluded.is_issuer_eligible, target_npi = excluded.target_npi, \
      target_specialty = excluded.target_specialty, visits_granted = excluded.visits_granted, \
      from_day = excluded.from_day, to_day = excluded.to_day
      """, record.number, record.memberID, issuingNPI, record.isIssuerEligible, record.targetNPI,
      record.targetSpecialty, record.visitsGranted, record.days.from, record.days.to)
  }

  private static func withVisits(
    _ referral: StoredReferral, in reader: some StoreReading
  ) throws -> StoredReferral {
    var referral = referral
    try reader.forEach(
      """
      SELECT rendering_npi, day FROM referral_visit \
      WHERE referral_id = $1 AND (open_lines > 0 OR taken_lines > 0)
      """, referral.id
    ) { row in
      referral.record.visits.insert(
        Visit(renderingNPI: try row.value(0), day: try row.value(1)))
    }
    return referral
  }

  private static func referral(_ row: borrowing Row) throws -> StoredReferral {
    let record = ReferralOnFile(
      number: try row.value(1), memberID: try row.value(2), isIssuerEligible: try row.value(4),
      targetNPI: try row.value(5), targetSpecialty: try row.value(6),
      visitsGranted: try row.value(7),
      days: DaySpan(from: try row.value(8), to: try row.value(9)))
    return StoredReferral(id: try row.value(0), issuingNPI: try row.value(3), record: record)
  }
}
