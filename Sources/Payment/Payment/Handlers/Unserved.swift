package import Messages
package import RPC

extension PaymentHandler {
  package func reverseClaim(
    _ request: PaymentV1.ReverseClaimRequest, context: RPCContext
  ) async throws -> PaymentV1.ReverseClaimResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}

extension PaymentAdministrationHandler {
  package func loadRemittanceParties(
    _ request: PaymentV1.LoadRemittancePartiesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadRemittancePartiesResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}
