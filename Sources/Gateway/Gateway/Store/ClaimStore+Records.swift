import Domain
import Messages
import Protobuf
import Storage

extension ClaimStore {
  /// Stores the facts of an attempt, before its first changing call.
  func record(facts: ClaimV1.FactsRecord, of claim: ClaimNumber, attempt: Int) async throws {
    let bytes = facts.protobufBytes()
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO claim_facts (claim_number, attempt, record) VALUES ($1, $2, $3) \
        ON CONFLICT (claim_number, attempt) DO NOTHING
        """, claim.value, Int64(attempt), bytes)
    }
  }

  /// Stores a decision with its trace; the claim is then final.
  ///
  /// - Parameter isEncounter: Whether it only reports an encounter.
  func record(
    decision: ClaimV1.DecidedRecord, of claim: ClaimNumber, attempt: Int, feedPosition: Int64,
    isEncounter: Bool = false
  ) async throws {
    let sums = ClaimEnding.Sums(decision, isEncounter: isEncounter)
    let bytes = decision.protobufBytes()
    try await store.write { transaction in
      try transaction.execute(
        """
        INSERT INTO claim_decided (claim_number, attempt, is_denied, paid, patient_share, \
        feed_position, record, is_encounter) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
        ON CONFLICT (claim_number) DO NOTHING
        """, claim.value, Int64(attempt), sums.isDenied, sums.paid, sums.patientShare,
        feedPosition, bytes, isEncounter)
    }
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

extension ClaimEnding.Sums {
  /// The sums of a decision as its row holds them.
  init(_ record: ClaimV1.DecidedRecord, isEncounter: Bool) {
    let decision = record.decision
    isDenied = decision?.lines.allSatisfy(\.isDenied) ?? true
    self.isEncounter = isEncounter
    paid = Money(cents: decision?.paid?.cents ?? 0)
    patientShare = Money(cents: decision?.patientShare?.cents ?? 0)
  }
}
