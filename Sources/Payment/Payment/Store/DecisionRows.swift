import Domain
import Storage

/// The decided versions of claims, one row each.
enum DecisionRows {
  /// The attempt that decided a version of a claim; nothing while it is undecided.
  static func attempt(
    claimID: String, version: Int32, in reader: some StoreReading
  ) throws -> Int32? {
    try reader.first(
      "SELECT attempt FROM decision WHERE claim_id = $1 AND version = $2", claimID, version
    ) { row in try row.value(0, as: Int32.self) }
  }

  /// Adds the row of a decision.
  static func insert(
    _ claim: AdjudicationClaim, _ decision: ClaimDecision, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO decision (
        claim_id, version, attempt, business_time, billing_npi, billing_tin, member_id, family_id,
        claim_status_code, line_count, denied_line_count, charge, paid, patient_share)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """, claim.key.claimID, claim.key.version, claim.key.attempt, claim.businessTime,
      claim.billingNPI, claim.billingTIN, claim.coverage.memberID, claim.coverage.familyID,
      decision.claimStatusCode, decision.lines.count, decision.lines.count(where: \.isDenied),
      decision.charge, decision.paid, decision.patientShare)
  }
}
