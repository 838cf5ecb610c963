import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// One reversal of a batch on its way through the transaction: load, evaluate, post.
struct ReversalItem: Sendable {
  private let request: ReversalRequest
  private let digest: [UInt8]

  /// Reads and checks an item, outside the transaction.
  ///
  /// - Throws: ``Refusal`` for a wrong field.
  init(_ message: PaymentV1.Reversal) throws {
    do throws(MessageError) {
      request = try ReversalRequest(message)
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(message.protobufBytes())
  }

  /// Answers the item: with the stored answer when the same request was answered before, else by
  /// taking the version back.
  ///
  /// - Throws: ``Refusal`` before anything is written; a `StorageError` at any time.
  func answer(in transaction: Transaction) throws -> PaymentV1.ClaimDecision {
    switch try AnswerLog.answer(for: request.key.text, digest: digest, in: transaction) {
    case .stored(let bytes): return try PaymentV1.ClaimDecision(stored: bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    let versions = try DecisionRows.versions(of: request.key.claimID, in: transaction)
    switch versions.reversal(of: Int(request.reversedVersion)) {
    case .takeBack: break
    case .refuseUnknown: throw Refusal.versionUnknown
    case .refuseReversed: throw Refusal.versionReversed
    case .refuseStale: throw Refusal.versionStale
    }
    let decided = try StoredDecision(
      claimID: request.key.claimID, version: request.reversedVersion, in: transaction)
    let reversal = Reversal.evaluate(
      decided.decision, version: Int(request.reversedVersion), reason: request.reason)
    return try post(reversal, of: decided, in: transaction)
  }

  private func post(
    _ reversal: ClaimDecision, of decided: StoredDecision, in transaction: Transaction
  ) throws -> PaymentV1.ClaimDecision {
    let message = reversal.message(
      claimID: request.key.claimID, version: request.key.version,
      reversing: request.reversedVersion)
    let record = decided.record.reversed(
      by: request.key, at: request.businessTime, reversal)
    try DecisionRows.insert(record, in: transaction)
    try UnremittedRows.insert(record, in: transaction)
    let posted = try AccumulatorRows.ofClaim(decided.record.key, in: transaction)
    for row in posted {
      try AccumulatorRows.insert(row.reversed(by: request.key.version), in: transaction)
    }
    try LedgerRows.insert(record, in: transaction)
    try WithholdRows.reverse(record, in: transaction)
    try AnswerLog.store(
      message.protobufBytes(), for: request.key.text, digest: digest, in: transaction)
    return message
  }
}
