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

  /// Frees a visit that the version of `key` took, because another takes its place.
  static func free(
    _ visit: CopayVisit, memberID: String, takenBy key: DecisionKey, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      DELETE FROM copay_visit WHERE member_id = $1 AND provider_npi = $2 AND day = $3
        AND category = $4 AND claim_id = $5 AND version = $6
      """, memberID, visit.providerNPI, visit.day, visit.category, key.claimID, key.version)
  }

  /// Marks a visit as taken.
  static func insert(
    _ visit: CopayVisit, _ claim: AdjudicationClaim, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO copay_visit (member_id, provider_npi, day, category, claim_id, version)
      VALUES ($1, $2, $3, $4, $5, $6)
      """, claim.coverage.memberID, visit.providerNPI, visit.day, visit.category,
      claim.key.claimID, claim.key.version)
  }
}
