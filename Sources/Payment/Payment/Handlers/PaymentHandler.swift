import Domain
import DomainMessages
package import Messages
package import PaymentRules
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Decides claims and posts them: what the gateway calls.
package struct PaymentHandler: PaymentV1.PaymentServiceHandler {
  private let store: Store
  private let constants: PaymentConstants

  /// Makes the handler over an open store.
  ///
  /// - Parameter constants: What the rules apply where neither a fact nor a table says otherwise.
  package init(store: Store, constants: PaymentConstants = .standard) {
    self.store = store
    self.constants = constants
  }

  /// Decides and posts a batch in one transaction, which is durable when the answer is given.
  package func adjudicateClaim(
    _ request: PaymentV1.AdjudicateClaimRequest, context: RPCContext
  ) async throws -> PaymentV1.AdjudicateClaimResponse {
    try await RPCError.mapping {
      let batch = try AdjudicationBatch(request.adjudications, constants)
      let results = try await store.write { transaction in
        try batch.results(in: transaction)
      }
      return .with { $0.results = results }
    }
  }

  /// Gives attempts up in one transaction, or finds what was decided.
  package func withdrawAdjudication(
    _ request: PaymentV1.WithdrawAdjudicationRequest, context: RPCContext
  ) async throws -> PaymentV1.WithdrawAdjudicationResponse {
    try await RPCError.mapping {
      let batch = try WithdrawalBatch(request.withdrawals)
      let results = try await store.write { transaction in
        try batch.results(in: transaction)
      }
      return .with { $0.results = results }
    }
  }

  /// Takes versions back in one transaction, which is durable when the answer is given.
  package func reverseClaim(
    _ request: PaymentV1.ReverseClaimRequest, context: RPCContext
  ) async throws -> PaymentV1.ReverseClaimResponse {
    try await RPCError.mapping {
      let batch = try ReversalBatch(request.reversals)
      let results = try await store.write { transaction in
        try batch.results(in: transaction)
      }
      return .with { $0.results = results }
    }
  }

  /// Decides from the facts of the request and posts nothing; of the store the rates of sequestration
  /// are read, unless the request gives one, and the amounts only when it asks for them.
  package func evaluateAdjudication(
    _ request: PaymentV1.EvaluateAdjudicationRequest, context: RPCContext
  ) async throws -> PaymentV1.EvaluateAdjudicationResponse {
    try await RPCError.mapping {
      do {
        let evaluation = try EvaluationRequest(request, constants)
        let decision = try await store.read { try evaluation.decide(in: $0) }
        return .with { $0.decision = decision }
      } catch let refusal as Refusal {
        throw refusal.error
      }
    }
  }
}
