package import Domain
package import Messages
package import RPC
import ServiceProcess
import Storage

/// Answers `hmo.eligibility.v1.EligibilityAdministrationService`.
package struct EligibilityAdministrationHandler:
  EligibilityV1.EligibilityAdministrationServiceHandler
{
  private let store: EligibilityStore
  private let now: @Sendable () -> Instant

  /// Makes a handler over `store`.
  ///
  /// - Parameter now: Says when a change is made; no decision depends on it.
  package init(store: EligibilityStore, now: @escaping @Sendable () -> Instant) {
    self.store = store
    self.now = now
  }

  package func loadEligibility(
    _ request: EligibilityV1.LoadEligibilityRequest, context: RPCContext
  ) async throws -> EligibilityV1.LoadEligibilityResponse {
    try await loadEligibility(request)
  }

  /// Adds or replaces what `request` says, all of it or nothing.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the record and field, ABORTED for a name that
  ///   was used for another load, and the store's errors.
  package func loadEligibility(
    _ request: EligibilityV1.LoadEligibilityRequest
  ) async throws -> EligibilityV1.LoadEligibilityResponse {
    let load = try EligibilityLoad(request, at: now())
    let changes = store.changes
    return try await RPCError.mapping {
      try await store.store.write { transaction in try load.post(to: changes, in: transaction) }
    }
  }

  package func listAssignments(
    _ request: EligibilityV1.ListAssignmentsRequest, context: RPCContext
  ) async throws -> EligibilityV1.ListAssignmentsResponse {
    try await listAssignments(request)
  }

  /// Lists on which days members were assigned to a provider and covered.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the field, and the store's errors.
  package func listAssignments(
    _ request: EligibilityV1.ListAssignmentsRequest
  ) async throws -> EligibilityV1.ListAssignmentsResponse {
    let list = try AssignmentList(request)
    return try await RPCError.mapping {
      try await store.store.read { reader in try list.read(in: reader) }
    }
  }

  package func verifyStore(
    _ request: EligibilityV1.VerifyStoreRequest,
    responses: RPCResponseWriter<EligibilityV1.VerifyStoreResponse>, context: RPCContext
  ) async throws {
    for violation in try await violations() {
      var response = EligibilityV1.VerifyStoreResponse()
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
