package import Messages
package import RPC

/// Answers `hmo.status.v1.StatusService`: what a process says about itself.
package struct StatusService: StatusV1.StatusServiceHandler {
  private let audit: AuditTrail

  /// Makes the service.
  package init(audit: AuditTrail) {
    self.audit = audit
  }

  package func getMetrics(
    _ request: StatusV1.GetMetricsRequest, context: RPCContext
  ) async throws -> StatusV1.GetMetricsResponse {
    throw RPCError(.unimplemented, "metrics are not told yet")
  }

  package func listCallSpans(
    _ request: StatusV1.ListCallSpansRequest, context: RPCContext
  ) async throws -> StatusV1.ListCallSpansResponse {
    throw RPCError(.unimplemented, "calls are not kept yet")
  }

  package func listAuditRecords(
    _ request: StatusV1.ListAuditRecordsRequest, context: RPCContext
  ) async throws -> StatusV1.ListAuditRecordsResponse {
    let page = try AuditPage(request)
    return try await RPCError.mapping { try await page.read(from: audit) }
  }
}
