import Domain
import Messages
import Storage

extension ClaimStore {
  /// What the records of a claim say about when it was where.
  struct Timeline: Sendable {
    /// When it was accepted by the clock of the machine; nothing for claims of earlier versions.
    var acceptedAt: Instant?
    /// The trace under which it came; empty when none is known.
    var trace: [UInt8] = []
    /// The steps that were recorded, in order.
    var steps: [ClaimV1.StepSpan] = []
    /// When the decision was stored by the clock of the machine.
    var decidedAt: Instant?
    var isDecided = false
  }

  /// The timeline of a claim as far as it is recorded; nothing when there is no such claim.
  func timeline(of number: ClaimNumber) async throws -> Timeline? {
    try await store.read { reader in
      let accepted: ClaimV1.AcceptedRecord? = try reader.first(
        "SELECT record FROM claim_accepted WHERE claim_number = $1", number.value,
        read: { row in try decode(row.value(0)) })
      guard let accepted else { return nil }
      var timeline = Timeline()
      timeline.acceptedAt = accepted.recordedAt.map { Instant(microseconds: $0.microseconds) }
      timeline.trace = accepted.traceID
      timeline.steps = try ClaimStore.attemptSteps(of: number, reader)
      if let decided = try ClaimStore.decided(number, reader) {
        timeline.isDecided = true
        timeline.steps += decided.steps
        timeline.decidedAt = decided.recordedAt.map { Instant(microseconds: $0.microseconds) }
      }
      timeline.steps += try ClaimStore.voidSteps(of: number, reader)
      return timeline
    }
  }

  /// The steps of every attempt: until its facts, and from there until a person was asked.
  private static func attemptSteps(
    of number: ClaimNumber, _ reader: Reader
  ) throws -> [ClaimV1.StepSpan] {
    let facts = try reader.rows(
      "SELECT attempt, record FROM claim_facts WHERE claim_number = $1", number.value
    ) { row in
      let record: ClaimV1.FactsRecord = try decode(row.value(1))
      return (attempt: try row.value(0, as: Int64.self), isPend: false, steps: record.steps)
    }
    let pends = try reader.rows(
      "SELECT attempt, record FROM claim_pended WHERE claim_number = $1", number.value
    ) { row in
      let record: ClaimV1.PendedRecord = try decode(row.value(1))
      return (attempt: try row.value(0, as: Int64.self), isPend: true, steps: record.steps)
    }
    let attempts = (facts + pends).sorted { left, right in
      (left.attempt, left.isPend ? 1 : 0) < (right.attempt, right.isPend ? 1 : 0)
    }
    return attempts.flatMap(\.steps)
  }

  private static func voidSteps(
    of number: ClaimNumber, _ reader: Reader
  ) throws -> [ClaimV1.StepSpan] {
    let reversal: ClaimV1.DecidedRecord? = try reader.first(
      "SELECT record FROM claim_voided WHERE claim_number = $1", number.value,
      read: { row in try decode(row.value(0)) })
    return reversal?.steps ?? []
  }
}
