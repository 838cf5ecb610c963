import Domain
import PaymentRules
import Storage

/// The decided versions of claims, one row each.
enum DecisionRows {
  /// The decided versions of a claim.
  static func versions(of claimID: String, in reader: some StoreReading) throws -> DecidedVersions {
    let versions = try reader.rows(
      "SELECT version, reverses_version FROM decision WHERE claim_id = $1 ORDER BY version",
      claimID
    ) { row in
      let reverses: Int = try row.value(1)
      return DecidedVersions.Version(
        number: try row.value(0), reversed: reverses == 0 ? nil : reverses)
    }
    return DecidedVersions(versions)
  }

  /// The row of a version of a claim; nothing while it is undecided.
  static func find(
    claimID: String, version: Int32, in reader: some StoreReading
  ) throws -> DecisionRecord? {
    try reader.first(
      """
      SELECT claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id,
        family_id, claim_status_code, line_count, denied_line_count, charge, reverses_version,
        paid, patient_share, is_encounter, line_of_business, sequestered, withheld,
        is_contracted, corrected_received_at
      FROM decision WHERE claim_id = $1 AND version = $2
      """, claimID, version
    ) { row in try DecisionRecord(row) }
  }

  /// The next decisions in the order of claim and version.
  static func page(
    after claimID: String, _ version: Int32, count: Int, in reader: some StoreReading
  ) throws -> [DecisionRecord] {
    try reader.rows(
      """
      SELECT claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id,
        family_id, claim_status_code, line_count, denied_line_count, charge, reverses_version,
        paid, patient_share, is_encounter, line_of_business, sequestered, withheld,
        is_contracted, corrected_received_at
      FROM decision WHERE (claim_id, version) > ($1, $2) ORDER BY claim_id, version LIMIT $3
      """, claimID, version, count
    ) { row in try DecisionRecord(row) }
  }

  /// Adds the row of a decision.
  static func insert(_ record: DecisionRecord, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO decision (
        claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id, family_id,
        claim_status_code, line_count, denied_line_count, charge, paid, patient_share,
        reverses_version, is_encounter, line_of_business, sequestered,
        withheld, is_contracted, corrected_received_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        $19, $20, $21)
      """, record.key.claimID, record.key.version, record.key.attempt, record.businessTime,
      record.billingNPI, record.billingTIN, record.memberID, record.familyID,
      record.claimStatusCode, record.lineCount, record.deniedLineCount, record.charge,
      record.paid, record.patientShare, record.reversesVersion, record.isEncounter,
      record.lineOfBusiness, record.sequestered, record.withheld,
      record.isContracted, record.correctedReceivedAt)
  }
}
