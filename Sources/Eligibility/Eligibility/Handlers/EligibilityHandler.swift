import DomainMessages
package import Messages
package import RPC
package import ServiceProcess
import Storage

/// Answers `hmo.eligibility.v1.EligibilityService`.
package struct EligibilityHandler: EligibilityV1.EligibilityServiceHandler {
  private let store: EligibilityStore
  private let drain: DrainSignal

  /// Makes a handler over `store`, whose feed ends when `drain` says so.
  package init(store: EligibilityStore, drain: DrainSignal) {
    self.store = store
    self.drain = drain
  }

  package func checkCoverage(
    _ request: EligibilityV1.CheckCoverageRequest, context: RPCContext
  ) async throws -> EligibilityV1.CheckCoverageResponse {
    try await checkCoverage(request)
  }

  /// Answers a batch of questions on one snapshot of the store; writes nothing.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT for more than 1,024 questions, and the store's errors.
  package func checkCoverage(
    _ request: EligibilityV1.CheckCoverageRequest
  ) async throws -> EligibilityV1.CheckCoverageResponse {
    let batch: CoverageBatch
    do throws(MessageError) {
      batch = try CoverageBatch(request.questions)
    } catch {
      throw RPCError(error)
    }
    var response = EligibilityV1.CheckCoverageResponse()
    response.results = try await RPCError.mapping {
      let catalogs = store.catalogs
      return try await store.store.read { reader in
        try batch.results(in: reader, catalogs: catalogs)
      }
    }
    return response
  }

  package func watchChanges(
    _ request: EligibilityV1.WatchChangesRequest,
    responses: RPCResponseWriter<EligibilityV1.WatchChangesResponse>, context: RPCContext
  ) async throws {
    try await drain.whileServing {
      try await watchChanges(after: request.afterPosition) { response in
        try await responses.write(response)
      }
    }
  }

  /// Hands each change after `position` to `send`, those that are there and those that follow.
  ///
  /// - Throws: ``RPCError``, what `send` throws, and `CancellationError` when the task is cancelled.
  package func watchChanges(
    after position: Int64,
    send: (EligibilityV1.WatchChangesResponse) async throws -> Void
  ) async throws {
    try await ChangeFeed(log: store.changes).stream(after: position) { change in
      var response = EligibilityV1.WatchChangesResponse()
      response.change = change
      try await send(response)
    }
  }
}
