import Domain
import Storage

/// A version that a run may pay late.
struct LateClaim: Sendable {
  let claimID: String
  let version: Int32
  let paid: Money
  let received: Day
  let lineOfBusiness: LineOfBusiness
  let isContracted: Bool

  /// The next candidates of a run in the order of claim and version.
  static func page(
    ofRun run: Int64, after last: (claimID: String, version: Int32), count: Int,
    in reader: some StoreReading
  ) throws -> [LateClaim] {
    try reader.rows(
      """
      SELECT d.claim_id, d.version, d.paid, d.business_time, d.line_of_business,
        d.is_contracted
      FROM claim_interest i JOIN decision d ON d.claim_id = i.claim_id AND d.version = i.version
      WHERE i.run_number = $1 AND (i.claim_id, i.version) > ($2, $3)
      ORDER BY i.claim_id, i.version LIMIT $4
      """, run, last.claimID, last.version, count
    ) { row in
      LateClaim(
        claimID: try row.value(0), version: try row.value(1), paid: try row.value(2),
        received: try row.value(3, as: Instant.self).day, lineOfBusiness: try row.value(4),
        isContracted: try row.value(5))
    }
  }
}
