package import Domain
import DomainMessages
package import Messages
import Protobuf
package import RPC
package import ServiceProcess
import Storage

/// Answers `hmo.authorization.v1.AuthorizationAdministrationService`.
package struct AuthorizationAdministrationHandler:
  AuthorizationV1.AuthorizationAdministrationServiceHandler
{
  let store: AuthorizationStore
  let people: PeopleRoster
  let now: @Sendable () -> Instant

  /// Makes a handler over `store`.
  ///
  /// - Parameters:
  ///   - people: Told of people once a load of them is durable.
  ///   - now: Says when a change is made; no decision depends on it.
  package init(
    store: AuthorizationStore, people: PeopleRoster, now: @escaping @Sendable () -> Instant
  ) {
    self.store = store
    self.people = people
    self.now = now
  }

  package func loadAuthorizations(
    _ request: AuthorizationV1.LoadAuthorizationsRequest, context: RPCContext
  ) async throws -> AuthorizationV1.LoadAuthorizationsResponse {
    let load = try AuthorizationLoad(request, at: now())
    let changes = store.changes
    return try await RPCError.mapping {
      try await store.store.write { transaction in
        try load.post(to: changes, in: transaction)
      }
    }
  }

  package func listHolds(
    _ request: AuthorizationV1.ListHoldsRequest, context: RPCContext
  ) async throws -> AuthorizationV1.ListHoldsResponse {
    let page = try OpenHoldPage(request)
    return try await RPCError.mapping {
      try await store.store.read { reader in try page.read(in: reader) }
    }
  }

  package func verifyStore(
    _ request: AuthorizationV1.VerifyStoreRequest,
    responses: RPCResponseWriter<AuthorizationV1.VerifyStoreResponse>, context: RPCContext
  ) async throws {
    let violations = try await RPCError.mapping {
      try await StoreVerification.violations(of: store.store)
    }
    for violation in violations {
      try await responses.write(.with { $0.violation = violation })
    }
  }
}
