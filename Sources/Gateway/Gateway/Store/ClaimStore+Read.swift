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

  /// When the last claim or void was accepted; nothing when there is none.
  func lastAcceptedAt() async throws -> Instant? {
    try await store.read { reader in
      let last = try reader.rows(
        """
        SELECT accepted_at FROM claim_accepted \
        WHERE claim_number = (SELECT MAX(claim_number) FROM claim_accepted) \
        UNION ALL SELECT accepted_at FROM claim_void \
        WHERE void_number = (SELECT MAX(void_number) FROM claim_void)
        """, read: { row in try row.value(0, as: Instant.self) })
      return last.max()
    }
  }

  /// The decision with its trace; nothing while there is none.
  func decidedRecord(_ number: ClaimNumber) async throws -> ClaimV1.DecidedRecord? {
    try await store.read { reader in try ClaimStore.decided(number, reader) }
  }

  /// The facts on which a claim was decided; nothing while it is not.
  func factsOfDecision(_ number: ClaimNumber) async throws -> ClaimV1.FactsRecord? {
    try await store.read { reader in
      try reader.first(
        """
        SELECT f.record FROM claim_decided d JOIN claim_facts f \
        ON f.claim_number = d.claim_number AND f.attempt = d.attempt WHERE d.claim_number = $1
        """, number.value, read: { row in try decode(row.value(0)) })
    }
  }

  /// The decision with its whole trace.
  static func decided(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> ClaimV1.DecidedRecord? {
    try reader.first(
      """
      SELECT d.record, f.record FROM claim_decided d LEFT JOIN claim_facts f \
      ON f.claim_number = d.claim_number AND f.attempt = d.attempt WHERE d.claim_number = $1
      """, number.value
    ) { row in
      let decided: ClaimV1.DecidedRecord = try decode(row.value(0))
      guard let bytes: [UInt8] = try row.value(1) else { return decided }
      return decided.completed(by: try decode(bytes))
    }
  }

  /// Where a claim stands, by its rows alone.
  enum Standing: Hashable, Sendable {
    case unknown
    case open
    case pended
    case decided(attempt: Int)
  }

  /// Where a claim stands.
  func standing(of number: ClaimNumber) async throws -> Standing {
    try await store.read { reader in
      let decided = try reader.first(
        "SELECT attempt FROM claim_decided WHERE claim_number = $1", number.value,
        read: { row in try row.value(0, as: Int64.self) })
      if let decided { return .decided(attempt: Int(clamping: decided)) }
      if try ClaimStore.pended(number, reader) != nil { return .pended }
      let isKnown = try reader.first(
        "SELECT 1 FROM claim_accepted WHERE claim_number = $1", number.value, read: { _ in true })
      return isKnown == true ? .open : .unknown
    }
  }

  /// The changes reported for a claim's member and days that its decision does not reflect, oldest
  /// first; none while it is not decided.
  func laterChanges(_ number: ClaimNumber) async throws -> [FeedChange] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT f.service, f.position, f.kind, f.member_id, f.from_day, f.to_day, f.made_at \
        FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
        JOIN feed_change f ON f.member_id IN (d.member_id, a.member_id) AND f.position > d.feed_position \
        AND f.from_day <= a.last_day AND f.to_day >= a.first_day \
        WHERE d.claim_number = $1 ORDER BY f.service, f.position LIMIT 100
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
