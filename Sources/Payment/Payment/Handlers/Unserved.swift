package import Messages
package import RPC

extension PaymentAdministrationHandler {
  package func loadRemittanceParties(
    _ request: PaymentV1.LoadRemittancePartiesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadRemittancePartiesResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}
