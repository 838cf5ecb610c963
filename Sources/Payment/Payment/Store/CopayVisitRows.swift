import Domain
import Storage

/// The visits whose copay a claim took.
enum CopayVisitRows {
  /// Those of `visits` whose copay is taken already.
  ///
  /// - Parameter claimID: A claim whose own visits count as free, because its version is replaced.
  static func taken(
    _ visits: Set<CopayVisit>, memberID: String, besides claimID: String? = nil,
    in reader: some StoreReading
  ) throws -> Set<CopayVisit> {
    try visits.filter { visit in
      guard let owner = try owner(visit, memberID: memberID, in: reader) else { return false }
      return owner.claimID != claimID
    }
  }

  /// The claim that took the copay of a visit.
  static func owner(
    _ visit: CopayVisit, memberID: String, in reader: some StoreReading
  ) throws -> (claimID: String, version: Int32)? {
    try reader.first(
      """
      SELECT claim_id, version FROM copay_visit
      WHERE member_id = $1 AND provider_npi = $2 AND day = $3 AND category = $4
      """, memberID, visit.providerNPI, visit.day, visit.category
    ) { row in (try row.value(0), try row.value(1)) }
  }

  /// Marks a visit as taken; of a replaced version of the same claim it passes to the one in its place.
  static func insert(
    _ visit: CopayVisit, _ claim: AdjudicationClaim, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO copay_visit (member_id, provider_npi, day, category, claim_id, version)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (member_id, provider_npi, day, category) DO UPDATE SET version = excluded.version
      WHERE copay_visit.claim_id = excluded.claim_id
      """, claim.coverage.memberID, visit.providerNPI, visit.day, visit.category,
      claim.key.claimID, claim.key.version)
  }
}
