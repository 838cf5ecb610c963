import ClaimRules
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

  /// A task that waits for a person.
  struct PendedTask: Sendable {
    let attempt: Int
    let record: ClaimV1.PendedRecord
    let pendedAt: Instant
    let dueAt: Instant
    /// Until when promised papers must be there; absent when none is awaited.
    let papersDueAt: Instant?
    /// Who shall decide; empty when nobody was named.
    let owner: String
  }

  /// The reasons for which a claim waits for a person now; nothing when it does not wait.
  func pended(_ number: ClaimNumber) async throws -> PendedTask? {
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

  /// What was decided on a claim while it was pended.
  struct PendedFindings: Sendable {
    /// The reasons to deny lines with, the latest for each; line 0 stands for every line.
    var reasons: [Int: Reason] = [:]
    /// What a person let go on.
    var overruled: Set<Pend> = []
    /// The numbers of the promised papers that have arrived.
    var papers: Set<String> = []
  }

  /// What was decided on a claim while it was pended, and which papers arrived; what was decided on
  /// one that it corrects counts as well, the latest decision last.
  func pendedFindings(of number: ClaimNumber) async throws -> PendedFindings {
    try await store.read { reader in
      var findings = PendedFindings()
      findings.papers = try ClaimStore.papers(of: number, reader)
      for version in try ClaimStore.versions(upTo: number, reader) {
        try ClaimStore.addDecisions(on: version, to: &findings, reader)
      }
      return findings
    }
  }

  private static func addDecisions(
    on number: ClaimNumber, to findings: inout PendedFindings, _ reader: some StoreReading
  ) throws {
    let decisions = try reader.rows(
      """
      SELECT x.action, x.reason, p.record FROM pend_decision x JOIN claim_pended p \
      ON p.claim_number = x.claim_number AND p.attempt = x.attempt \
      WHERE x.claim_number = $1 AND x.action <> 'evaluate_again' ORDER BY x.attempt
      """, number.value
    ) { row in
      (
        action: try row.value(0, as: String.self), reason: try row.value(1, as: String.self),
        record: try row.value(2, as: [UInt8].self)
      )
    }
    for decision in decisions {
      let record: ClaimV1.PendedRecord = try decode(decision.record)
      if decision.action == "proceed" {
        findings.overruled.formUnion(record.overrulable)
      } else if let reason = Reason(rawValue: decision.reason) {
        if reason == .replacementNotTaken { findings.reasons[0] = reason }
        for pend in record.pends where pend.reason.denials.contains(reason) {
          findings.reasons[pend.lineNumber] = reason
        }
      }
    }
  }

  static func pended(
    _ number: ClaimNumber, _ reader: some StoreReading
  ) throws -> PendedTask? {
    try reader.first(
      """
      SELECT p.attempt, p.record, p.pended_at, p.due_at, (SELECT s.owner FROM pend_assignment s \
      WHERE s.claim_number = p.claim_number ORDER BY s.sequence DESC LIMIT 1), \
      p.papers_due_at FROM claim_pended p LEFT JOIN pend_decision x \
      ON x.claim_number = p.claim_number AND x.attempt = p.attempt \
      WHERE p.claim_number = $1 AND x.claim_number IS NULL ORDER BY p.attempt DESC LIMIT 1
      """, number.value
    ) { row in
      let pendedAt: Instant = try row.value(2)
      return PendedTask(
        attempt: Int(clamping: try row.value(0, as: Int64.self)), record: try decode(row.value(1)),
        pendedAt: pendedAt,
        dueAt: try row.value(3, as: Instant?.self) ?? PendDue(at: pendedAt).dueAt,
        papersDueAt: try row.value(5),
        owner: try row.value(4, as: String?.self) ?? "")
    }
  }
}

extension ClaimV1.PendedRecord {
  /// The reasons to wait that this program knows.
  var pends: [Pend] {
    reasons.compactMap { line in
      PendReason(rawValue: line.reason).map { Pend($0, line: Int(line.lineNumber)) }
    }
  }

  /// Those that a person may overrule.
  var overrulable: [Pend] { pends.filter(\.reason.mayBeOverruled) }
}
