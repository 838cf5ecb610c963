package import Domain
package import Messages
package import RPC
import ServiceProcess
import Storage

/// Answers `hmo.network.v1.NetworkAdministrationService`.
package struct NetworkAdministrationHandler: NetworkV1.NetworkAdministrationServiceHandler {
  private let store: NetworkStore
  private let now: @Sendable () -> Instant

  /// Makes a handler over `store`.
  ///
  /// - Parameter now: Says when a change is made; no decision depends on it.
  package init(store: NetworkStore, now: @escaping @Sendable () -> Instant) {
    self.store = store
    self.now = now
  }

  package func loadNetwork(
    _ request: NetworkV1.LoadNetworkRequest, context: RPCContext
  ) async throws -> NetworkV1.LoadNetworkResponse {
    try await loadNetwork(request)
  }

  /// Adds or replaces what `request` says, all of it or nothing.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the record and field, ABORTED for a name that
  ///   was used for another load, and the store's errors.
  package func loadNetwork(
    _ request: NetworkV1.LoadNetworkRequest
  ) async throws -> NetworkV1.LoadNetworkResponse {
    let load = try NetworkLoad(request, at: now())
    let changes = store.changes
    return try await RPCError.mapping {
      try await store.store.write { transaction in try load.post(to: changes, in: transaction) }
    }
  }

  package func listProviders(
    _ request: NetworkV1.ListProvidersRequest, context: RPCContext
  ) async throws -> NetworkV1.ListProvidersResponse {
    try await listProviders(request)
  }

  /// Gives a page of providers in the order of their NPIs.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT for a wrong size or token, and the store's errors.
  package func listProviders(
    _ request: NetworkV1.ListProvidersRequest
  ) async throws -> NetworkV1.ListProvidersResponse {
    let list = try ProviderList(request)
    return try await RPCError.mapping {
      try await store.store.read { reader in try list.read(in: reader) }
    }
  }

  package func verifyStore(
    _ request: NetworkV1.VerifyStoreRequest,
    responses: RPCResponseWriter<NetworkV1.VerifyStoreResponse>, context: RPCContext
  ) async throws {
    for violation in try await violations() {
      var response = NetworkV1.VerifyStoreResponse()
      response.violation = violation
      try await responses.write(response)
    }
  }

  /// Every broken invariant of the store.
  ///
  /// - Throws: ``RPCError`` for the store's errors.
  package func violations() async throws -> [TypeV1.Violation] {
    try await RPCError.mapping { try await StoreVerification.violations(of: store.store) }
  }
}
