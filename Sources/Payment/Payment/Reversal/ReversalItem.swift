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
    guard try !RecoupmentRows.isRecovering(claimID: request.key.claimID, in: transaction) else {
      throw Refusal.letterStands
    }
    let takenBack = try TakenBack(
      request.reversedVersion, by: request.key, at: request.businessTime, for: request.reason,
      in: transaction)
    try takenBack.post(digest: digest, in: transaction)
    return takenBack.message
  }
}
