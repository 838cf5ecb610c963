import DomainMessages
package import Messages
package import RPC
package import ServiceProcess
import Storage

/// Answers `hmo.network.v1.NetworkService`.
package struct NetworkHandler: NetworkV1.NetworkServiceHandler {
  private let store: NetworkStore
  private let drain: DrainSignal

  /// Makes a handler over `store`, whose feed ends when `drain` says so.
  package init(store: NetworkStore, drain: DrainSignal) {
    self.store = store
    self.drain = drain
  }

  package func resolveContract(
    _ request: NetworkV1.ResolveContractRequest, context: RPCContext
  ) async throws -> NetworkV1.ResolveContractResponse {
    try await resolveContract(request)
  }

  /// Answers a batch of questions on one state of the store; writes nothing.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT for more than 1,024 questions, and the store's errors.
  package func resolveContract(
    _ request: NetworkV1.ResolveContractRequest
  ) async throws -> NetworkV1.ResolveContractResponse {
    let batch: ContractBatch
    do throws(MessageError) {
      batch = try ContractBatch(request.questions)
    } catch {
      throw RPCError(error)
    }
    var response = NetworkV1.ResolveContractResponse()
    response.results = try await RPCError.mapping {
      let directories = store.directories
      return try await store.store.read { reader in
        batch.results(in: try directories.directory(in: reader))
      }
    }
    return response
  }

  package func watchChanges(
    _ request: NetworkV1.WatchChangesRequest,
    responses: RPCResponseWriter<NetworkV1.WatchChangesResponse>, context: RPCContext
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
    after position: Int64, send: (NetworkV1.WatchChangesResponse) async throws -> Void
  ) async throws {
    try await ChangeFeed(log: store.changes).stream(after: position) { change in
      var response = NetworkV1.WatchChangesResponse()
      response.change = change
      try await send(response)
    }
  }
}
