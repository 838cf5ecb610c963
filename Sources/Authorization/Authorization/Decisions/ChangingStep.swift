import DomainMessages
import Protobuf
import Storage

/// A changing call about one claim, which takes effect once however often it is asked.
protocol ChangingStep: Sendable {
  /// What a caller sends.
  associatedtype Message: ProtobufMessage
  /// What it is answered.
  associatedtype Answer: ProtobufMessage

  /// Checks what a caller sent.
  init(_ message: Message) throws(MessageError)

  /// Gives the stored answer again, or loads what the step needs, decides and posts what follows.
  ///
  /// - Parameters:
  ///   - digest: The digest of what the caller sent.
  ///   - changes: Takes the changes that may alter the decision of other claims.
  ///   - transaction: The transaction of the batch.
  /// - Throws: ``Refusal`` before anything is written; `StorageError`, which undoes the batch.
  func answer(
    digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws -> Answer
}
