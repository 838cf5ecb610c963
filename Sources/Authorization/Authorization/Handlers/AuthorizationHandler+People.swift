package import Messages
package import RPC

extension AuthorizationHandler {
  package func watchPeople(
    _ request: AuthorizationV1.WatchPeopleRequest,
    responses: RPCResponseWriter<AuthorizationV1.WatchPeopleResponse>, context: RPCContext
  ) async throws {
    throw RPCError(.unimplemented, "people are not kept yet")
  }
}

extension AuthorizationAdministrationHandler {
  package func loadPeople(
    _ request: AuthorizationV1.LoadPeopleRequest, context: RPCContext
  ) async throws -> AuthorizationV1.LoadPeopleResponse {
    throw RPCError(.unimplemented, "people are not kept yet")
  }

  package func listPeople(
    _ request: AuthorizationV1.ListPeopleRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ListPeopleResponse {
    throw RPCError(.unimplemented, "people are not kept yet")
  }
}
