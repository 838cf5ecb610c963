import Domain
import Messages
import NIOPosix
import Protobuf
import RPC
import Storage
import TLS
import TestKit
import Testing

@testable import ServiceProcess

@Suite("A process tells its metrics and its latest calls", .timeLimit(.minutes(2)))
struct StatusTests {
  private typealias Method = PaymentV1.PaymentService

  /// Runs a service with one method, called as the gateway so often, and asks it as `hmo`.
  private func asked<Answer: Sendable>(
    calls: Int, trace: RPCTrace? = nil,
    _ body: @escaping (StatusV1.StatusServiceClient) async throws -> Answer
  ) async throws -> Answer {
    let fixture = try ServiceFixture()
    let service = try await fixture.start { router, resources in
      let store = resources.store
      router.handle(
        Method.adjudicateClaim,
        unary: { _, _ in
          try await store.write { transaction in
            try transaction.execute(
              "INSERT INTO note (id, text) SELECT COALESCE(MAX(id), 0) + 1, $1 FROM note", "x")
          }
          return .init()
        })
    }
    try await fixture.withClient(.service, "gateway") { client in
      var options = RPCCallOptions.defaults
      options.trace = trace
      for _ in 0..<calls {
        _ = try await client.unary(Method.adjudicateClaim, .init(), options: options)
      }
      _ = await failure { try await client.unary(Method.reverseClaim, .init()) }
    }
    let answer = try await fixture.withClient(.client, "hmo") { client in
      try await body(StatusV1.StatusServiceClient(client: client))
    }
    await service.end()
    return answer
  }

  @Test("Calls, store and connections are counted as they were")
  func counts() async throws {
    let answer = try await asked(calls: 3) { try await $0.getMetrics(.init()) }
    #expect(answer.service == "payment")
    #expect(answer.startedAt != nil)
    let path = Method.adjudicateClaim.path
    #expect(answer.value("hmo_rpc_server_calls", ["path": path, "status": "ok"]) == 3)
    #expect(
      answer.value("hmo_rpc_server_calls", ["path": "unknown", "status": "unimplemented"]) == 1)
    let times = try #require(
      answer.series("hmo_rpc_server_call_duration", ["path": path]))
    #expect(times.count == 3)
    #expect(times.buckets.reduce(0) { $0 + $1.count } == 3)
    #expect(times.buckets.last?.bound == nil)
    #expect(answer.value("hmo_rpc_server_request_bytes", [:]) == nil, "units are no part of names")
    #expect((answer.value("hmo_rpc_server_request", ["path": path]) ?? 0) >= 15)
    let groups = try #require(answer.value("hmo_store_groups", ["outcome": "committed"]))
    #expect(
      groups >= 3, "each call waited for the one before, and the process writes by itself too")
    #expect(answer.value("hmo_store_groups", ["outcome": "failed"]) == 0)
    #expect(answer.series("hmo_store_group_writes", [:])?.count == groups)
    #expect(answer.series("hmo_store_group_duration", [:])?.count == groups)
    #expect((answer.value("hmo_store_rows_changed", [:]) ?? 0) >= 3)
    #expect((answer.value("hmo_store_log", [:]) ?? 0) > 4_096)
    #expect(answer.value("hmo_store_is_writable", [:]) == 1)
    #expect(answer.value("hmo_store_log_is_moved", [:]) == 1)
    #expect(answer.value("hmo_rpc_server_connections_accepted", [:]) == 2)
    #expect(answer.value("hmo_rpc_server_connections_refused", [:]) == 0)
    #expect(answer.value("hmo_rpc_server_calls_in_flight", [:]) == 1, "the question itself")
  }

  @Test("A log that cannot be moved to the file is told apart from a store that takes no writes")
  func storeTroubles() throws {
    func gauges(_ statistics: StoreStatistics) -> [String: Int64] {
      let told = statistics.families.filter { $0.name.contains("_is_") }
      return Dictionary(uniqueKeysWithValues: told.map { ($0.name, $0.series[0].value) })
    }
    let folder = TemporaryStore()
    let store = try folder.open()
    var statistics = store.statistics
    statistics.lastCheckpointFailure = .unavailable
    #expect(gauges(statistics) == ["hmo_store_is_writable": 1, "hmo_store_log_is_moved": 0])
    statistics.lastCheckpointFailure = nil
    statistics.lastFailure = .full
    #expect(gauges(statistics) == ["hmo_store_is_writable": 0, "hmo_store_log_is_moved": 1])
  }

  @Test("The process tells its memory, descriptors, time, start and the end of its certificate")
  func process() async throws {
    let answer = try await asked(calls: 0) { try await $0.getMetrics(.init()) }
    #if os(Linux)
      #expect((answer.value("hmo_process_resident_memory", [:]) ?? 0) > 1_000_000)
      #expect((answer.value("hmo_process_open_descriptors", [:]) ?? 0) > 5)
    #endif
    #expect((answer.value("hmo_process_cpu", [:]) ?? 0) > 0)
    let start = try #require(answer.value("hmo_process_start_time", [:]))
    #expect(start == answer.startedAt?.microseconds)
    #expect((answer.value("hmo_tls_certificate_end", [:]) ?? 0) > start)
    #expect(answer.value("hmo_event_loop_lag", [:]) != nil)
  }

  @Test("A failed handshake is counted")
  func handshakes() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start()
    let stranger = try TestAuthorityOfOthers.client(of: fixture)
    _ = await failure { try await stranger.unary(HealthV1.Health.check, .init()) }
    await stranger.close()
    let answer = try await fixture.withClient(.client, "hmo") {
      try await StatusV1.StatusServiceClient(client: $0).getMetrics(.init())
    }
    await service.end()
    #expect((answer.value("hmo_rpc_server_handshakes_failed", [:]) ?? 0) >= 1)
    #expect(answer.value("hmo_rpc_server_connections_accepted", [:]) == 1)
  }

  @Test("The calls of a trace are listed with their cause, and no others")
  func spans() async throws {
    let trace = RPCTraceSource().begin()
    let answer = try await asked(calls: 2, trace: trace) {
      try await $0.listCallSpans(.with { $0.traceIDs = [trace.id.bytes] })
    }
    #expect(answer.service == "payment")
    #expect(answer.keptSince != nil)
    #expect(answer.spans.map(\.path) == [Method.adjudicateClaim.path, Method.adjudicateClaim.path])
    #expect(answer.spans.allSatisfy { $0.traceID == trace.id.bytes })
    #expect(answer.spans.allSatisfy { $0.parentSpanID == trace.spanIDBytes })
    #expect(Set(answer.spans.map(\.spanID)).count == 2)
    #expect(answer.spans.allSatisfy { $0.status == 0 && $0.durationMicroseconds >= 0 })
  }

  @Test("What names no trace, or too many, is refused")
  func wrongTraces() async throws {
    let wrong: [[[UInt8]]] = [
      [[]], [[UInt8](repeating: 0, count: 16)], [[1, 2, 3]], [[UInt8](repeating: 1, count: 17)],
      [[UInt8]](repeating: [UInt8](repeating: 1, count: 16), count: 65),
    ]
    for traces in wrong {
      let error = try await asked(calls: 0) { status in
        await failure { try await status.listCallSpans(.with { $0.traceIDs = traces }) }
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.fieldViolations.map(\.field) == ["trace_ids"])
    }
  }

  @Test("Only operators and auditors may ask")
  func permissions() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start()
    let codes = try await fixture.withClient(.client, "integrator") { client in
      let status = StatusV1.StatusServiceClient(client: client)
      return [
        await failure { try await status.getMetrics(.init()) }?.code,
        await failure { try await status.listCallSpans(.init()) }?.code,
      ]
    }
    await service.end()
    #expect(codes == [.permissionDenied, .permissionDenied])
  }

  @Test("A line about a call names its trace")
  func logged() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start()
    let trace = RPCTraceSource().begin()
    try await fixture.withClient(.client, "integrator") { client in
      var options = RPCCallOptions.defaults
      options.trace = trace
      let refused = await failure {
        try await client.unary(StatusV1.StatusService.getMetrics, .init(), options: options)
      }
      #expect(refused?.code == .permissionDenied)
    }
    await service.end()
    #expect(fixture.lines.events("Call refused").map { $0["trace_id"] } == ["\(trace.id)"])
  }
}

extension StatusV1.GetMetricsResponse {
  /// The series of a metric that has exactly these labels.
  func series(_ name: String, _ labels: [String: String]) -> StatusV1.MetricSeries? {
    families.first { $0.name == name }?.series.first { series in
      Dictionary(series.labels.map { ($0.name, $0.value) }) { first, _ in first } == labels
    }
  }

  /// The value of a counter or gauge with exactly these labels.
  func value(_ name: String, _ labels: [String: String]) -> Int64? {
    series(name, labels)?.value
  }
}

/// Clients whose certificates another authority made.
private enum TestAuthorityOfOthers {
  static func client(of fixture: ServiceFixture) throws -> RPCClient {
    let other = try ServiceFixture()
    let identity = try #require(TLSIdentity(kind: .client, name: "hmo"))
    return fixture.client(try other.authority.context(.client, for: identity))
  }
}
