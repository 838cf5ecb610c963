import Messages
import PaymentRules
import Protobuf
import RPC
import Storage

/// A batch of claims, decided in order within one transaction: each sees what those before it added.
struct AdjudicationBatch: Sendable {
  /// The most claims of a batch.
  static let itemsMax = 1_024

  private let items: [Result<AdjudicationItem, Refusal>]

  /// Reads and checks every claim; a wrong one is refused alone.
  ///
  /// - Throws: `RPCError` when there are too many.
  init(
    _ adjudications: [PaymentV1.Adjudication], _ constants: PaymentConstants = .standard
  ) throws {
    guard adjudications.count <= AdjudicationBatch.itemsMax else {
      throw RPCError(
        .invalidArgument, "a batch has at most \(AdjudicationBatch.itemsMax) claims",
        reason: "BATCH_TOO_LARGE")
    }
    items = try adjudications.map { message in
      do {
        return .success(try AdjudicationItem(message, constants))
      } catch let refusal as Refusal {
        return .failure(refusal)
      }
    }
  }

  /// Decides and posts the claims.
  ///
  /// - Throws: `StorageError`, and then nothing of the batch is kept.
  func results(in transaction: Transaction) throws -> [PaymentV1.AdjudicationResult] {
    let sequestration = try SequestrationRows.table(in: transaction)
    return try items.map { item in
      do {
        let answer = try item.get().answer(sequestration, in: transaction)
        return .with {
          $0.result = .decision(answer.decision)
          $0.reversal = answer.reversal
        }
      } catch let refusal as Refusal {
        return .with { $0.result = .refusal(refusal.item) }
      }
    }
  }
}
