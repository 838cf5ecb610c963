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

  /// The key under which the answer is kept.
  var key: StepKey { get }

  /// Loads what the step needs, decides, and posts what follows.
  ///
  /// - Throws: ``Refusal`` before anything is written; `StorageError`, which undoes the batch.
  func perform(in transaction: Transaction) throws -> Answer
}
