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

  /// An attempt of a claim whose facts a change made stale.
  struct StaleFacts: Sendable {
    let claim: ClaimNumber
    let attempt: Int
    let service: String
    let position: Int64
  }

  /// Stores changes in their order, the claims whose facts they make stale, and the last position,
  /// together.
  func record(_ changes: [FeedChange], stale: [StaleFacts]) async throws {
    try await store.write { transaction in
      for facts in stale { try ClaimStore.mark(facts, in: transaction) }
      for change in changes {
        try ClaimStore.review(change, in: transaction)
        try ClaimStore.insert(change, in: transaction)
      }
      guard let last = changes.last else { return }
      try transaction.execute(
        """
        INSERT INTO feed_position (service, position) VALUES ($1, $2) \
        ON CONFLICT (service) DO UPDATE SET position = excluded.position
        """, last.service, last.position)
    }
  }

  private static func mark(_ facts: StaleFacts, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO stale_facts (claim_number, attempt, service, position) \
      VALUES ($1, $2, $3, $4) ON CONFLICT (claim_number, attempt) \
      DO UPDATE SET position = excluded.position \
      WHERE excluded.position > stale_facts.position
      """, facts.claim.value, Int64(facts.attempt), facts.service, facts.position)
  }

  private static func insert(_ change: FeedChange, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO feed_change (service, position, kind, member_id, from_day, to_day, made_at) \
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (service, position) DO NOTHING
      """, change.service, change.position, change.kind, change.memberID, change.days.from,
      change.days.to, change.madeAt)
  }
}
