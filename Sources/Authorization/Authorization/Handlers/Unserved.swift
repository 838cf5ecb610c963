package import Messages
package import RPC

extension AuthorizationHandler {
  package func returnUnits(
    _ request: AuthorizationV1.ReturnUnitsRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ReturnUnitsResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}
