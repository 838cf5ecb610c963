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

  /// The last position of `service`'s feed that was acted upon.
  func feedPosition(of service: String) async throws -> Int64 {
    try await store.read { reader in
      try reader.first(
        "SELECT position FROM feed_position WHERE service = $1", service,
        read: { row in try row.value(0, as: Int64.self) }) ?? 0
    }
  }

  /// Stores a change, the claims whose facts it makes stale, and the position, together.
  func record(
    _ change: FeedChange, stale: [(claim: ClaimNumber, attempt: Int)]
  ) async throws {
    let marks = stale.map { (number: $0.claim.value, attempt: Int64($0.attempt)) }
    try await store.write { transaction in
      for mark in marks {
        try transaction.execute(
          """
          INSERT INTO stale_facts (claim_number, attempt, service, position) \
          VALUES ($1, $2, $3, $4) ON CONFLICT (claim_number, attempt) \
          DO UPDATE SET position = excluded.position \
          WHERE excluded.position > stale_facts.position
          """, mark.number, mark.attempt, change.service, change.position)
      }
      try ClaimStore.review(change, in: transaction)
      try transaction.execute(
        """
        INSERT INTO feed_change (service, position, kind, member_id, from_day, to_day, made_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (service, position) DO NOTHING
        """, change.service, change.position, change.kind, change.memberID, change.days.from,
        change.days.to, change.madeAt)
      try transaction.execute(
        """
        INSERT INTO feed_position (service, position) VALUES ($1, $2) \
        ON CONFLICT (service) DO UPDATE SET position = excluded.position
        """, change.service, change.position)
    }
  }
}
