import Domain
import PaymentRules
import Storage

/// A version that a run may pay late.
struct LateClaim: Sendable {
  let claimID: String
  let version: Int32
  let paid: Money
  /// When the claim was received, of a correction by the payer the claim that it corrects.
  let received: Day
  /// When the version was paid that this one corrects; nothing when it was not, or none is corrected.
  let paidBefore: Day?
  let lineOfBusiness: LineOfBusiness
  let isContracted: Bool

  /// The next candidates of a run in the order of claim and version.
  static func page(
    ofRun run: Int64, after last: (claimID: String, version: Int32), count: Int,
    in reader: some StoreReading
  ) throws -> [LateClaim] {
    try reader.rows(
      """
      SELECT d.claim_id, d.version, d.paid,
        COALESCE(d.corrected_received_at, d.business_time), d.line_of_business, d.is_contracted,
        p.closed_at
      FROM claim_interest i JOIN decision d ON d.claim_id = i.claim_id AND d.version = i.version
      LEFT JOIN remittance_claim c ON d.corrected_received_at IS NOT NULL
        AND c.claim_id = d.claim_id AND c.version = d.version - $5
      LEFT JOIN remittance r ON r.remittance_number = c.remittance_number
      LEFT JOIN payment_run p ON p.run_number = r.run_number
      WHERE i.run_number = $1 AND (i.claim_id, i.version) > ($2, $3)
      ORDER BY i.claim_id, i.version LIMIT $4
      """, run, last.claimID, last.version, count, DecidedVersions.replacementStep
    ) { row in
      LateClaim(
        claimID: try row.value(0), version: try row.value(1), paid: try row.value(2),
        received: try row.value(3, as: Instant.self).day,
        paidBefore: try row.value(6, as: Instant?.self)?.day, lineOfBusiness: try row.value(4),
        isContracted: try row.value(5))
    }
  }
}
