import Domain
import Messages
import RPC
import ServiceProcess
import Synchronization
import TLS
import Testing

@Suite("The ring of the latest calls")
struct CallSpanRingTests {
  private let source = RPCTraceSource { 3 }

  private func record(
    _ trace: RPCTrace, path: String = "/a/B", isKnown: Bool = true, microseconds: Int64 = 10
  ) throws -> RPCCallRecord {
    let identity = try #require(TLSIdentity(kind: .service, name: "gateway"))
    return RPCCallRecord(
      path: path, isKnownMethod: isKnown, methodIndex: isKnown ? 0 : nil,
      peer: RPCPeer(identity: identity, serialNumber: "1"), trace: trace, code: .aborted,
      reason: "", nanoseconds: microseconds * 1_000, requestBytes: 1, responseBytes: 2)
  }

  @Test("A new call takes the place of the oldest, and the ring says since when it knows")
  func wraps() throws {
    let clock = Mutex<Int64>(1_000)
    let ring = CallSpanRing(spansMax: 4) {
      Instant(microseconds: clock.withLock { $0 })
    }
    #expect(ring.keptSince == Instant(microseconds: 1_000))
    let traces = (0..<7).map { _ in source.begin() }
    for (index, trace) in traces.enumerated() {
      clock.withLock { $0 = 2_000 + Int64(index) * 100 }
      try ring.keep(record(trace))
      if index < 4 { #expect(ring.keptSince == Instant(microseconds: 1_000)) }
    }
    let kept = ring.spans(of: traces.map(\.id))
    #expect(kept.map(\.traceID) == traces.dropFirst(3).map(\.id.bytes))
    #expect(kept.map { $0.beganAt?.microseconds } == [2_290, 2_390, 2_490, 2_590])
    #expect(ring.keptSince == Instant(microseconds: 2_200))
    clock.withLock { $0 = 9_000 }
    for _ in 0..<3 { try ring.keep(record(source.begin(), microseconds: 8_000)) }
    #expect(ring.keptSince == Instant(microseconds: 2_500), "long calls do not reach back")
  }

  @Test("Only the traces that are asked for are listed, oldest first")
  func filters() throws {
    let ring = CallSpanRing(spansMax: 5_000)
    let wanted = source.begin()
    for index in 0..<3_000 {
      try ring.keep(record(index % 100 == 0 ? source.begin(under: wanted) : source.begin()))
    }
    let found = ring.spans(of: [wanted.id])
    #expect(found.count == 30)
    #expect(found.allSatisfy { $0.parentSpanID == wanted.spanIDBytes })
    #expect(ring.spans(of: []).isEmpty)
    #expect(ring.spans(of: [source.begin().id]).isEmpty)
  }

  @Test("At most 4,096 calls are listed")
  func bounded() throws {
    let ring = CallSpanRing(spansMax: 6_000)
    let trace = source.begin()
    for _ in 0..<5_000 { try ring.keep(record(trace)) }
    #expect(ring.spans(of: [trace.id]).count == 4_096)
  }

  @Test("A call of an unknown method is kept under one name")
  func unknown() throws {
    let ring = CallSpanRing()
    let trace = source.begin()
    try ring.keep(record(trace, path: "/who/knows?what", isKnown: false))
    let span = try #require(ring.spans(of: [trace.id]).first)
    #expect(span.path == "unknown")
    #expect(span.status == 10)
    #expect(span.durationMicroseconds == 10)
    #expect(span.parentSpanID == [])
  }
}
