import Messages
import Payment
import Protobuf
import RPC
import Storage

/// Calls a handler over a store of its own.
enum PaymentHandlerCall {
  static func adjudicate(
    _ claims: [PaymentV1.Adjudication], _ store: Store, _ context: RPCContext
  ) async throws -> [PaymentV1.AdjudicationResult] {
    try await PaymentHandler(store: store)
      .adjudicateClaim(.with { $0.adjudications = claims }, context: context).results
  }
}
