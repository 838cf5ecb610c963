package import Messages
package import RPC

/// Answers `grpc.health.v1.Health` from a registry.
package struct HealthService: HealthV1.HealthHandler {
  private let registry: HealthRegistry
  private let drain: DrainSignal

  /// Makes the service.
  package init(_ registry: HealthRegistry, drain: DrainSignal) {
    self.registry = registry
    self.drain = drain
  }

  package func check(
    _ request: HealthV1.HealthCheckRequest, context: RPCContext
  ) async throws -> HealthV1.HealthCheckResponse {
    guard let status = registry.status(of: request.service) else {
      throw RPCError(
        .notFound, "the server has no service of this name", reason: "SERVICE_UNKNOWN")
    }
    return Self.response(status)
  }

  package func watch(
    _ request: HealthV1.HealthCheckRequest,
    responses: RPCResponseWriter<HealthV1.HealthCheckResponse>, context: RPCContext
  ) async throws {
    guard let changes = registry.changes(for: context.peer.identity) else {
      throw RPCError(
        .resourceExhausted, "too many calls watch the health, or too many of the caller",
        reason: "WATCHERS_MAX")
    }
    let registry = registry
    try await drain.whileServing {
      var sent: HealthRegistry.Status?
      func send() async throws {
        let status = registry.status(of: request.service) ?? .serviceUnknown
        guard status != sent else { return }
        try await responses.write(Self.response(status))
        sent = status
      }
      try await send()
      for await _ in changes { try await send() }
      try Task.checkCancellation()
    }
  }

  private static func response(_ status: HealthRegistry.Status) -> HealthV1.HealthCheckResponse {
    var response = HealthV1.HealthCheckResponse()
    response.status = status
    return response
  }
}
