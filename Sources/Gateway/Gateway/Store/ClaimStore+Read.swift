import Domain
import Messages
import Storage

extension ClaimStore {
  /// The claim as it was accepted.
  func acceptedRecord(_ number: ClaimNumber) async throws -> ClaimV1.AcceptedRecord? {
    try await store.read { reader in
      try reader.first(
        "SELECT record FROM claim_accepted WHERE claim_number = $1", number.value,
        read: { row in try decode(row.value(0)) })
    }
  }

  /// The decision with its trace; nothing while there is none.
  func decidedRecord(_ number: ClaimNumber) async throws -> ClaimV1.DecidedRecord? {
    try await store.read { reader in
      try reader.first(
        "SELECT record FROM claim_decided WHERE claim_number = $1", number.value,
        read: { row in try decode(row.value(0)) })
    }
  }

  /// The changes reported for a claim after its decision, oldest first.
  func laterChanges(_ number: ClaimNumber) async throws -> [FeedChange] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT l.service, l.position, l.kind, a.member_id, l.from_day, l.to_day, l.made_at \
        FROM later_change l JOIN claim_accepted a ON a.claim_number = l.claim_number \
        WHERE l.claim_number = $1 ORDER BY l.service, l.position
        """, number.value
      ) { row in
        FeedChange(
          service: try row.value(0), position: try row.value(1), kind: try row.value(2),
          memberID: try row.value(3),
          days: DaySpan(from: try row.value(4), to: try row.value(5)), madeAt: try row.value(6))
      }
    }
  }
}
