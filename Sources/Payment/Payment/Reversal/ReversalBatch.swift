import DomainMessages
import Messages
import Protobuf
import RPC
import Storage

/// A batch of reversals, made in order within one transaction.
struct ReversalBatch: Sendable {
  private let items: [Result<ReversalItem, Refusal>]

  /// Reads and checks every reversal; a wrong one is refused alone.
  ///
  /// - Throws: `RPCError` when there are too many.
  init(_ reversals: [PaymentV1.Reversal]) throws {
    guard reversals.count <= AdjudicationBatch.itemsMax else {
      throw RPCError(
        .invalidArgument, "a batch has at most \(AdjudicationBatch.itemsMax) reversals",
        reason: "BATCH_TOO_LARGE")
    }
    items = try reversals.map { message in
      do {
        return .success(try ReversalItem(message))
      } catch let refusal as Refusal {
        return .failure(refusal)
      }
    }
  }

  /// Makes and posts the reversals.
  ///
  /// - Throws: `StorageError`, and then nothing of the batch is kept.
  func results(in transaction: Transaction) throws -> [PaymentV1.ReversalResult] {
    try items.map { item in
      do {
        let reversal = try item.get().answer(in: transaction)
        return .with { $0.result = .reversal(reversal) }
      } catch let refusal as Refusal {
        return .with { $0.result = .refusal(refusal.item) }
      }
    }
  }
}
