import Domain
import Messages
import Protobuf
import Storage

extension ClaimStore {
  /// Stores the facts of an attempt, before its first changing call.
  func record(
    facts: ClaimV1.FactsRecord, of claim: ClaimNumber, attempt: Int,
    urgency: WriteUrgency = .immediate
  ) async throws {
    let bytes = facts.protobufBytes()
    try await store.write(urgency: urgency) { transaction in
      try transaction.execute(
        """
        INSERT INTO claim_facts (claim_number, attempt, record) VALUES ($1, $2, $3) \
        ON CONFLICT (claim_number, attempt) DO NOTHING
        """, claim.value, Int64(attempt), bytes)
    }
  }

  /// On what a decision was made.
  struct DecisionBasis: Sendable {
    var attempt: Int
    /// The last position of eligibility's feed that the facts reflect.
    var feedPosition: Int64
    /// The member that was found; empty when none was.
    var memberID = ""
    /// Whether the claim only reports an encounter.
    var isEncounter = false
    /// Whose place the claim takes; nothing for an original.
    var link: ClaimLink?
    /// Whether it is a replacement that a person did not take.
    var isNotTaken = false
  }

  /// Stores a decision with its trace; the claim is then final, and the one whose place it takes does
  /// not stand any more.
  ///
  /// - Parameter decision: Without the steps that are stored with the facts, of which it says how many.
  /// - Returns: The sums of the decision, as they are stored.
  @discardableResult
  func record(
    decision: ClaimV1.DecidedRecord, of claim: ClaimNumber, on basis: DecisionBasis,
    urgency: WriteUrgency = .immediate
  ) async throws -> ClaimEnding.Sums {
    let sums = ClaimEnding.Sums(decision, isEncounter: basis.isEncounter)
    let bytes = decision.protobufBytes()
    try await store.write(urgency: urgency) { transaction in
      let inserted = try transaction.execute(
        """
        INSERT INTO claim_decided (claim_number, attempt, is_denied, paid, patient_share, \
        feed_position, record, is_encounter, member_id, is_suspended) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (claim_number) DO NOTHING
        """, claim.value, Int64(basis.attempt), sums.isDenied, sums.paid, sums.patientShare,
        basis.feedPosition, bytes, basis.isEncounter, basis.memberID, sums.isSuspended)
      guard inserted > 0 else { return }
      if let link = basis.link { try ClaimStore.replace(by: claim, link, in: transaction) }
      if basis.isNotTaken, let submitted = try ClaimStore.submitted(claim, transaction) {
        try LineClaiming.forget(submitted, claim, in: transaction)
      }
      try ClaimStore.review(claim, in: transaction)
    }
    return sums
  }

  /// Stores that a person must decide, and until when.
  func record(
    pended: ClaimV1.PendedRecord, of claim: ClaimNumber, attempt: Int, at instant: Instant,
    due: PendDue? = nil
  ) async throws {
    let due = due ?? PendDue(at: instant)
    let bytes = pended.protobufBytes()
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO claim_pended (claim_number, attempt, pended_at, record, due_at, \
        papers_due_at) VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (claim_number, attempt) DO NOTHING
        """, claim.value, Int64(attempt), instant, bytes, due.dueAt, due.papersDueAt)
    }
  }
}

extension ClaimV1.DecidedRecord {
  /// The record with every step, those of its facts in front.
  func completed(by facts: ClaimV1.FactsRecord) -> Self {
    let steps = facts.stepsToFacts
    guard factsTraceSteps > 0, steps.count == factsTraceSteps else { return self }
    var copy = self
    copy.trace = steps + trace
    copy.factsTraceSteps = 0
    return copy
  }
}

extension ClaimV1.FactsRecord {
  /// The steps of the services that were read, and of screening.
  var stepsToFacts: [EncodedMessage<TypeV1.TraceStep>] {
    (coverage?.trace ?? []) + (contract?.trace ?? []) + trace
  }

  /// How many those are.
  var stepCountToFacts: Int {
    (coverage?.trace.count ?? 0) + (contract?.trace.count ?? 0) + trace.count
  }
}

extension ClaimEnding.Sums {
  /// The sums of a decision as its row holds them.
  init(_ record: ClaimV1.DecidedRecord, isEncounter: Bool) {
    let decision = record.decision
    isSuspended = decision?.lines.contains(where: \.isSuspended) ?? false
    isDenied = !isSuspended && (decision?.lines.allSatisfy(\.isDenied) ?? true)
    self.isEncounter = isEncounter
    paid = Money(cents: decision?.paid?.cents ?? 0)
    patientShare = Money(cents: decision?.patientShare?.cents ?? 0)
  }
}

extension PaymentV1.LineDecision {
  /// Whether the line waits at 0.00 for a premium (rule `STATUS-2`).
  var isSuspended: Bool { !reason.isEmpty && Reason(rawValue: reason)?.isSuspension ?? false }
}
