import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf
import RPC

/// Decides a claim with something otherwise. Nothing is held, posted or stored.
///
/// The stored facts and amounts count where the changes leave them alone; the services are asked only
/// when what they were asked is otherwise, or the claim is not decided yet.
struct ClaimWhatIf: Sendable {
  let store: ClaimStore
  let services: Evaluations
  let codes: CodeBooks

  /// What would become of the claim.
  struct Outcome: Sendable {
    /// The decision with every step of the way to it; absent when a person would have to decide.
    var record: ClaimV1.DecidedRecord?
    /// Why a person would have to decide.
    var pends: [Pend] = []
    /// What was read again and from which amounts was counted, a sentence each.
    var notes: [String] = []
  }

  /// Evaluates a claim.
  ///
  /// - Parameter isTakenBack: Whether the claim was voided or another stands in its place.
  /// - Throws: ``RPCError``: INVALID_ARGUMENT for a change that no claim can have,
  ///   FAILED_PRECONDITION when it does not fit this claim, or payment refuses what follows; the
  ///   store's errors and those of calls that were not answered.
  func evaluate(
    _ claim: ClaimStore.EvaluatedClaim, _ messages: [ClaimV1.ClaimChange], isTakenBack: Bool
  ) async throws -> Outcome {
    let original = claim.record.accepted.claim ?? .init()
    let changes = try ClaimChanges(messages, to: original)
    var draft = EvaluationDraft(claim, changes, services, isTakenBack: isTakenBack)
    try draft.changeClaim()
    try await draft.readFacts()
    try draft.screen(codes.current)
    guard draft.run.pends.isEmpty else { return draft.pended }
    try await draft.readHold()
    guard draft.run.pends.isEmpty else { return draft.pended }
    try await draft.decide()
    return Outcome(record: draft.run.decidedRecord, notes: draft.notes)
  }
}

extension EvaluationDraft {
  fileprivate var pended: ClaimWhatIf.Outcome {
    ClaimWhatIf.Outcome(pends: run.pends, notes: notes)
  }
}
