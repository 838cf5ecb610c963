import Domain
import Storage

extension ClaimStore {
  /// A change of another service's facts.
  struct FeedChange: Sendable {
    let service: String
    let position: Int64
    let kind: String
    let memberID: String
    let days: DaySpan
    let madeAt: Instant
  }

  /// A claim of a member with the position of the feed that its decision reflects.
  struct MemberClaim: Sendable {
    let number: ClaimNumber
    /// The position that the decision reflects; absent while there is none.
    let decidedAtPosition: Int64?
  }

  /// The last position of `service`'s feed that was acted upon.
  func feedPosition(of service: String) async throws -> Int64 {
    try await store.read { reader in
      try reader.first(
        "SELECT position FROM feed_position WHERE service = $1", service,
        read: { row in try row.value(0, as: Int64.self) }) ?? 0
    }
  }

  /// The claims of `memberID` with a day of service in `days`.
  func claims(of memberID: String, in days: DaySpan) async throws -> [MemberClaim] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT a.claim_number, d.feed_position FROM claim_accepted a \
        LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
        WHERE a.member_id = $1 AND a.first_day <= $2 AND a.last_day >= $3 \
        ORDER BY a.claim_number
        """, memberID, days.to, days.from
      ) { row in
        MemberClaim(
          number: ClaimNumber(try row.value(0)), decidedAtPosition: try row.value(1))
      }
    }
  }

  /// Stores what a change led to, together with its position.
  func record(
    _ change: FeedChange, stale: [(claim: ClaimNumber, attempt: Int)], later: [ClaimNumber]
  ) async throws {
    let staleValues = stale.map { (number: $0.claim.value, attempt: Int64($0.attempt)) }
    try await store.write { transaction in
      for mark in staleValues {
        try transaction.execute(
          """
          INSERT INTO stale_facts (claim_number, attempt, service, position) \
          VALUES ($1, $2, $3, $4) ON CONFLICT (claim_number, attempt) DO NOTHING
          """, mark.number, mark.attempt, change.service, change.position)
      }
      for claim in later {
        try transaction.execute(
          """
          INSERT INTO later_change (claim_number, service, position, kind, from_day, to_day, \
          made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
          ON CONFLICT (claim_number, service, position) DO NOTHING
          """, claim.value, change.service, change.position, change.kind, change.days.from,
          change.days.to, change.madeAt)
      }
      try transaction.execute(
        """
        INSERT INTO feed_position (service, position) VALUES ($1, $2) \
        ON CONFLICT (service) DO UPDATE SET position = excluded.position
        """, change.service, change.position)
    }
  }
}
