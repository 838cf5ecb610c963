import Domain
import Messages
import Storage

/// What is read of a claim that is evaluated without effect.
extension ClaimStore {
  /// A claim, decided or not, with everything on which it was or will be decided.
  struct EvaluatedClaim: Sendable {
    /// Its records; with the facts of the attempt that was decided, and without any before that.
    let record: OpenRecord
    /// The decision with its trace; nothing while there is none.
    let decided: ClaimV1.DecidedRecord?
    /// What was decided while it was pended.
    let findings: PendedFindings
  }

  /// The records of a claim; nothing when there is none of that number.
  func evaluatedClaim(_ number: ClaimNumber) async throws -> EvaluatedClaim? {
    let findings = try await pendedFindings(of: number)
    return try await store.read { reader in
      let decided = try ClaimStore.decided(number, reader)
      let facts = try decided.flatMap { _ in try ClaimStore.decidedFacts(number, reader) }
      let link = try ClaimStore.link(of: number, reader)
      let record = try reader.first(
        """
        SELECT accepted_at, member_id, first_day, last_day, record FROM claim_accepted \
        WHERE claim_number = $1
        """, number.value
      ) { row in
        OpenRecord(
          number: number, acceptedAt: try row.value(0), memberID: try row.value(1),
          days: DaySpan(from: try row.value(2), to: try row.value(3)),
          accepted: try decode(try row.value(4)), factsAttempt: facts?.attempt ?? 0,
          facts: facts?.record, areFactsStale: false, pendedAttempt: 0, link: link)
      }
      return record.map { EvaluatedClaim(record: $0, decided: decided, findings: findings) }
    }
  }

  /// The decided claims after `number` that were accepted on `day` or later, in order.
  ///
  /// - Parameter limit: How many at most.
  func decidedClaims(
    after number: Int64, since day: Day, limit: Int
  ) async throws -> [ClaimNumber] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT d.claim_number FROM claim_decided d \
        JOIN claim_accepted a ON a.claim_number = d.claim_number \
        WHERE d.claim_number > $1 AND a.accepted_at >= $2 ORDER BY d.claim_number LIMIT $3
        """, number, Instant(startOf: day), Int64(limit),
        read: { row in ClaimNumber(try row.value(0, as: Int64.self)) })
    }
  }

  private static func decidedFacts(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> (attempt: Int, record: ClaimV1.FactsRecord)? {
    try reader.first(
      """
      SELECT f.attempt, f.record FROM claim_decided d JOIN claim_facts f \
      ON f.claim_number = d.claim_number AND f.attempt = d.attempt WHERE d.claim_number = $1
      """, number.value
    ) { row in
      (attempt: Int(clamping: try row.value(0, as: Int64.self)), record: try decode(row.value(1)))
    }
  }
}
