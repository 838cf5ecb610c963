import Domain
import Messages
import Storage

extension ClaimStore {
  /// What a person decided on a pended claim.
  struct PersonDecision: Sendable {
    let requestID: String
    /// The attempt whose task it decides; another task is not decided by it.
    let attempt: Int
    let action: String
    let reason: String
    let note: String
    let decidedBy: String
    let decidedAt: Instant
  }

  /// What became of a person's decision.
  enum PersonDecisionOutcome: Sendable {
    case recorded
    /// The same decision was recorded before.
    case repeated
    /// Another decision was recorded under the same request_id.
    case keyReused
    /// The claim does not wait for a person, or for another decision.
    case notPended
  }

  /// The reasons for which a claim waits for a person now; nothing when it does not wait.
  func pended(_ number: ClaimNumber) async throws -> (attempt: Int, record: ClaimV1.PendedRecord)? {
    try await store.read { reader in try ClaimStore.pended(number, reader) }
  }

  /// Records a person's decision on the task that is open.
  func record(
    _ decision: PersonDecision, on number: ClaimNumber
  ) async throws -> PersonDecisionOutcome {
    try await store.write { transaction in
      let earlier = try transaction.first(
        "SELECT action, reason FROM pend_decision WHERE claim_number = $1 AND request_id = $2",
        number.value, decision.requestID
      ) { row in
        (action: try row.value(0, as: String.self), reason: try row.value(1, as: String.self))
      }
      if let earlier {
        let isSame = earlier.action == decision.action && earlier.reason == decision.reason
        return isSame ? .repeated : .keyReused
      }
      guard let open = try ClaimStore.pended(number, transaction), open.attempt == decision.attempt
      else { return .notPended }
      try transaction.execute(
        """
        INSERT INTO pend_decision (claim_number, attempt, request_id, action, reason, note, \
        decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """, number.value, Int64(open.attempt), decision.requestID, decision.action,
        decision.reason, decision.note, decision.decidedBy, decision.decidedAt)
      return .recorded
    }
  }

  /// The reasons that people gave for denying lines, the latest for each line.
  ///
  /// Line 0 stands for every line.
  func decidedReasons(of number: ClaimNumber) async throws -> [Int: Reason] {
    try await store.read { reader in
      let decisions = try reader.rows(
        """
        SELECT x.reason, p.record FROM pend_decision x JOIN claim_pended p \
        ON p.claim_number = x.claim_number AND p.attempt = x.attempt \
        WHERE x.claim_number = $1 AND x.action = 'deny' ORDER BY x.attempt
        """, number.value
      ) { row in
        (reason: try row.value(0, as: String.self), record: try row.value(1, as: [UInt8].self))
      }
      var reasons: [Int: Reason] = [:]
      for decision in decisions {
        let record: ClaimV1.PendedRecord = try decode(decision.record)
        guard let reason = Reason(rawValue: decision.reason) else { continue }
        for line in record.reasons
        where PendReason(rawValue: line.reason)?.denials.contains(reason) == true {
          reasons[Int(line.lineNumber)] = reason
        }
      }
      return reasons
    }
  }

  static func pended(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> (attempt: Int, record: ClaimV1.PendedRecord)? {
    try reader.first(
      """
      SELECT p.attempt, p.record FROM claim_pended p LEFT JOIN pend_decision x \
      ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
      WHERE p.claim_number = $1 AND x.claim_number IS NULL ORDER BY p.attempt DESC LIMIT 1
      """, number.value
    ) { row in
      (attempt: Int(clamping: try row.value(0, as: Int64.self)), record: try decode(row.value(1)))
    }
  }
}
