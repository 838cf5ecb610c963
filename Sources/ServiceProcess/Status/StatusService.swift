package import Domain
package import Messages
package import RPC

/// Answers `hmo.status.v1.StatusService`: what a process says about itself.
package struct StatusService: StatusV1.StatusServiceHandler {
  private let service: String
  private let startedAt: Instant
  private let metrics: MetricRegistry
  private let spans: CallSpanRing
  private let audit: AuditTrail

  /// Makes the service.
  package init(
    service: String, startedAt: Instant, metrics: MetricRegistry, spans: CallSpanRing,
    audit: AuditTrail
  ) {
    self.service = service
    self.startedAt = startedAt
    self.metrics = metrics
    self.spans = spans
    self.audit = audit
  }

  package func getMetrics(
    _ request: StatusV1.GetMetricsRequest, context: RPCContext
  ) async throws -> StatusV1.GetMetricsResponse {
    var response = StatusV1.GetMetricsResponse()
    response.service = service
    response.startedAt = TypeV1.Instant(startedAt)
    response.families = await metrics.families()
    return response
  }

  package func listCallSpans(
    _ request: StatusV1.ListCallSpansRequest, context: RPCContext
  ) async throws -> StatusV1.ListCallSpansResponse {
    guard request.traceIDs.count <= CallSpanRing.tracesMax else {
      throw Self.invalid("Name at most \(CallSpanRing.tracesMax) traces.")
    }
    let traces = request.traceIDs.compactMap { RPCTraceID(bytes: $0) }
    guard traces.count == request.traceIDs.count else {
      throw Self.invalid("The number of a trace has 16 bytes, which are not all zero.")
    }
    var response = StatusV1.ListCallSpansResponse()
    response.service = service
    response.spans = spans.spans(of: traces)
    response.keptSince = TypeV1.Instant(spans.keptSince)
    return response
  }

  package func listAuditRecords(
    _ request: StatusV1.ListAuditRecordsRequest, context: RPCContext
  ) async throws -> StatusV1.ListAuditRecordsResponse {
    let page = try AuditPage(request)
    return try await RPCError.mapping { try await page.read(from: audit) }
  }

  private static func invalid(_ description: String) -> RPCError {
    RPCError(
      .invalidArgument, "The request has a field that is wrong: trace_ids.",
      reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: "trace_ids", description: description)])
  }
}
