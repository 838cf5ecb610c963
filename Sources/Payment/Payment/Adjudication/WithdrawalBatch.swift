import DomainMessages
import Messages
import Protobuf
import RPC
import Storage

/// Attempts to give up, in one transaction (rule `WITHDRAW-1`).
///
/// A caller that does not know whether payment was asked, and no longer wants the answer, withdraws
/// the attempt: either it was decided, and the decision is given, or it never will be, because a late
/// request for it finds the withdrawal.
struct WithdrawalBatch: Sendable {
  private let keys: [Result<DecisionKey, Refusal>]

  /// Reads and checks every attempt; a wrong one is refused alone.
  ///
  /// - Throws: `RPCError` when there are too many.
  init(_ withdrawals: [PaymentV1.Withdrawal]) throws {
    guard withdrawals.count <= AdjudicationBatch.itemsMax else {
      throw RPCError(
        .invalidArgument, "a batch has at most \(AdjudicationBatch.itemsMax) attempts",
        reason: "BATCH_TOO_LARGE")
    }
    keys = withdrawals.map { message in
      do throws(MessageError) {
        return .success(try DecisionKey(message.key, .adjudicate))
      } catch {
        return .failure(Refusal(error))
      }
    }
  }

  /// Withdraws the attempts, or finds what was decided.
  ///
  /// - Throws: `StorageError`, and then nothing of the batch is kept.
  func results(in transaction: Transaction) throws -> [PaymentV1.WithdrawalResult] {
    try keys.map { key in
      do {
        let result = try WithdrawalBatch.withdraw(try key.get(), in: transaction)
        return .with { $0.result = result }
      } catch let refusal as Refusal {
        return .with { $0.result = .refusal(refusal.item) }
      }
    }
  }

  private static func withdraw(
    _ key: DecisionKey, in transaction: Transaction
  ) throws -> PaymentV1.WithdrawalResult.Result {
    guard
      let made = try DecisionRows.find(
        claimID: key.claimID, version: key.version, in: transaction)?.key
    else {
      try WithdrawalRows.insert(key, in: transaction)
      return .withdrawn(.with { $0.attempt = key.attempt })
    }
    let decision = try StoredDecision.message(of: made, in: transaction)
    let reversal = try reversal(besides: made, in: transaction)
    return .made(
      .with {
        $0.attempt = made.attempt
        $0.decision = decision
        $0.reversal = reversal
      })
  }

  /// What took back the version whose place the one of `key` took; nothing when it took none.
  private static func reversal(
    besides key: DecisionKey, in transaction: Transaction
  ) throws -> PaymentV1.ClaimDecision? {
    let reversal = DecisionKey(
      claimID: key.claimID, version: key.version - 1, attempt: key.attempt, step: .reverse)
    return try AnswerLog.stored(for: reversal.text, in: transaction).map { bytes in
      try PaymentV1.ClaimDecision(stored: bytes)
    }
  }
}
