import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// The steps of one call, performed in order in one transaction.
struct StepBatch<Step: ChangingStep>: Sendable {
  /// What became of one item.
  typealias Outcome = Result<Step.Answer, Refusal>

  private struct Item: Sendable {
    let step: Step
    let digest: [UInt8]
  }

  private let items: [Result<Item, Refusal>]

  /// Checks every item.
  ///
  /// - Throws: INVALID_ARGUMENT for more than ``StepBatchLimits/itemsMax`` items.
  init(_ messages: [Step.Message]) throws {
    guard messages.count <= StepBatchLimits.itemsMax else {
      throw RPCError(
        .invalidArgument, "A batch has at most \(StepBatchLimits.itemsMax) items. Split it.",
        reason: "BATCH_TOO_LARGE")
    }
    items = try messages.map(StepBatch.item)
  }

  /// Performs the steps and returns what became of each, in the same order.
  ///
  /// - Throws: UNAVAILABLE when the store did not answer; then nothing is known to be done, and the
  ///   same items are to be asked again.
  func perform(in store: AuthorizationStore) async throws -> [Outcome] {
    let (items, changes) = (items, store.changes)
    return try await RPCError.mapping {
      try await store.store.write { transaction in
        try items.map { item in
          try StepBatch.outcome(of: item, changes: changes, in: transaction)
        }
      }
    }
  }

  private static func outcome(
    of item: Result<Item, Refusal>, changes: ChangeLog, in transaction: Transaction
  ) throws -> Outcome {
    do {
      let item = try item.get()
      return .success(try item.step.answer(digest: item.digest, changes: changes, in: transaction))
    } catch let refusal as Refusal {
      return .failure(refusal)
    }
  }

  private static func item(_ message: Step.Message) throws -> Result<Item, Refusal> {
    do {
      let step = try Step(message)
      return .success(
        Item(step: step, digest: try RequestDigest.sha256(message.protobufBytes())))
    } catch let error as MessageError {
      return .failure(Refusal(error))
    } catch let error as StorageError {
      throw RPCError(error)
    }
  }
}

/// The limits of every batch.
enum StepBatchLimits {
  /// How many items a batch has at most.
  static let itemsMax = 1_024
}
