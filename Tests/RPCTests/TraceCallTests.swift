import RPC
import Synchronization
import Testing

@Suite("A trace goes with its calls", .timeLimit(.minutes(1)))
struct TraceCallTests {
  /// A server that notes the trace of each call as its handler sees it.
  private func noting(_ seen: RecordedTraces) -> RPCRouter {
    var router = RPCRouter()
    router.handle(
      EchoService.unary,
      unary: { request, context in
        seen.append(context.trace)
        return request
      })
    return router
  }

  @Test("The handler and the record see the caller's trace, and a number of their own")
  func carried() async throws {
    let seen = RecordedTraces()
    try await TestSuite.run(router: noting(seen)) { suite, client in
      let caller = try #require(
        RPCTraceSource().begin().with(state: "vendor=1"))
      var options = RPCCallOptions.defaults
      options.trace = caller
      _ = try await client.unary(EchoService.unary, Echo(), options: options)
      let trace = try #require(seen.all.first)
      #expect(trace.id == caller.id)
      #expect(trace.parentSpanID == caller.spanID)
      #expect(trace.spanID != caller.spanID)
      #expect(trace.state == "vendor=1")
      let record = try #require(await suite.records.wait(for: 1).first)
      #expect(record.trace == trace)
      #expect(record.methodIndex == 0)
    }
  }

  @Test("A caller that names no trace gets a new one for each call")
  func begun() async throws {
    let seen = RecordedTraces()
    try await TestSuite.run(router: noting(seen)) { suite, client in
      for _ in 0..<3 { _ = try await client.unary(EchoService.unary, Echo()) }
      #expect(Set(seen.all.map(\.id)).count == 3)
      #expect(seen.all.allSatisfy { $0.parentSpanID == 0 })
    }
  }

  @Test("A call that is refused before its handler has its trace in the record")
  func refused() async throws {
    try await TestSuite.run(router: RPCRouter()) { suite, client in
      let caller = RPCTraceSource().begin()
      var options = RPCCallOptions.defaults
      options.trace = caller
      await #expect(throws: RPCError.self) {
        try await client.unary(EchoService.unary, Echo(), options: options)
      }
      let record = try #require(await suite.records.wait(for: 1).first)
      #expect(record.trace.id == caller.id)
      #expect(record.methodIndex == nil)
    }
  }

  @Test("What a handler calls in turn is caused by its own call")
  func onward() async throws {
    let seen = RecordedTraces()
    try await TestSuite.run(router: noting(seen)) { suite, client in
      var router = RPCRouter()
      router.handle(
        EchoService.unary,
        unary: { request, context in
          seen.append(context.trace)
          return try await client.unary(
            EchoService.unary, request, options: context.callOptions())
        })
      try await TestSuite.run(router: router) { _, outer in
        _ = try await outer.unary(EchoService.unary, Echo())
      }
      let (first, second) = (try #require(seen.all.first), try #require(seen.all.last))
      #expect(second.id == first.id)
      #expect(second.parentSpanID == first.spanID)
    }
  }
}

extension RPCTrace {
  fileprivate func with(state: String) -> RPCTrace? {
    RPCTrace(id: id, spanID: spanID, state: state)
  }
}

/// Traces in the order in which handlers saw them.
private final class RecordedTraces: Sendable {
  private let traces = Mutex<[RPCTrace]>([])

  var all: [RPCTrace] { traces.withLock { $0 } }

  func append(_ trace: RPCTrace) {
    traces.withLock { $0.append(trace) }
  }
}
