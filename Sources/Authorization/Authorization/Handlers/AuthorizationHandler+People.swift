package import Messages
import Protobuf
package import RPC
import ServiceProcess
import Storage
import TLS

extension AuthorizationHandler {
  package func watchPeople(
    _ request: AuthorizationV1.WatchPeopleRequest,
    responses: RPCResponseWriter<AuthorizationV1.WatchPeopleResponse>, context: RPCContext
  ) async throws {
    guard let snapshots = people.snapshots() else {
      throw RPCError(.resourceExhausted, "too many calls watch people", reason: "WATCHERS_MAX")
    }
    try await drain.whileServing {
      for await snapshot in snapshots {
        try await responses.write(AuthorizationV1.WatchPeopleResponse(snapshot))
      }
      try Task.checkCancellation()
    }
  }
}

extension AuthorizationAdministrationHandler {
  package func loadPeople(
    _ request: AuthorizationV1.LoadPeopleRequest, context: RPCContext
  ) async throws -> AuthorizationV1.LoadPeopleResponse {
    let people = people
    return try await RPCError.mapping {
      let load = try PeopleLoad(
        request, at: now(), by: context.peer.identity.uri)
      return try await store.store.write { transaction in
        try load.post(to: people, in: transaction)
      }
    }
  }

  package func listPeople(
    _ request: AuthorizationV1.ListPeopleRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ListPeopleResponse {
    let page = try PeoplePage(request)
    return try await RPCError.mapping {
      try await store.store.read { reader in try page.read(in: reader) }
    }
  }
}
