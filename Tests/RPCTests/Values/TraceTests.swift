import Testing

@testable import RPC

@Suite("Traces as W3C Trace Context has them")
struct TraceTests {
  private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
  private static let span = "00f067aa0ba902b7"
  private static let whole = "00-\(trace)-\(span)-01"

  private func parent(_ text: String) -> TraceParent? {
    Array(text.utf8).withUnsafeBytes { TraceParent($0) }
  }

  private func fields(_ headers: [(String, String)]) -> TraceFields {
    var fields = TraceFields()
    for (name, value) in headers {
      let isTaken = Array(name.utf8).withUnsafeBytes { name in
        Array(value.utf8).withUnsafeBytes { fields.receive(name: name, value: $0) }
      }
      #expect(isTaken == name.starts(with: "tracep") || name == "tracestate")
    }
    return fields
  }

  @Test("A traceparent of version 00 is read")
  func read() throws {
    let read = try #require(parent(Self.whole))
    #expect("\(read.id)" == Self.trace)
    #expect(read.spanID == 0x00F0_67AA_0BA9_02B7)
    #expect(read.isSampled)
    #expect(read.id.bytes.count == 16)
    #expect(RPCTraceID(bytes: read.id.bytes) == read.id)
  }

  @Test("The flag says whether the trace is sampled; other flags are not looked at")
  func flags() {
    #expect(parent("00-\(Self.trace)-\(Self.span)-00")?.isSampled == false)
    #expect(parent("00-\(Self.trace)-\(Self.span)-fe")?.isSampled == false)
    #expect(parent("00-\(Self.trace)-\(Self.span)-03")?.isSampled == true)
  }

  @Test(
    "Anything else is no traceparent",
    arguments: [
      "", "00", "00-trace-01", "01-\(trace)-\(span)-01", "ff-\(trace)-\(span)-01",
      "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01 ", "00-\(trace)-\(span)-1",
      "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01",
      "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
      "00-\(trace)_\(span)-01", "00-\(trace)-\(span)_01", "00_\(trace)-\(span)-01",
      "00-\(trace)-\(span)-0g", "00-\(trace)-\(span)-0A", "00-g\(trace.dropFirst())-\(span)-01",
      "00-\(trace)-+\(span.dropFirst())-01", "0x-\(trace)-\(span)-01",
    ])
  func broken(text: String) {
    #expect(parent(text) == nil)
  }

  @Test("What a call sends is read as its own number")
  func roundTrip() throws {
    let source = RPCTraceSource { 11 }
    for _ in 0..<1_000 {
      let sent = source.begin()
      let bytes = TraceParent.bytes(sent)
      let read = try #require(bytes.withUnsafeBytes { TraceParent($0) })
      #expect(read.id == sent.id)
      #expect(read.spanID == sent.spanID)
    }
  }

  @Test("A call under another keeps the trace and names its cause")
  func child() {
    let source = RPCTraceSource { 5 }
    let cause = source.begin()
    let call = source.begin(under: cause)
    #expect(call.id == cause.id)
    #expect(call.parentSpanID == cause.spanID)
    #expect(call.spanID != cause.spanID)
    #expect(cause.parentSpanID == 0)
  }

  @Test("Whether a trace is recorded, and what others pass on with it, stay with it all the way")
  func passedOn() throws {
    let source = RPCTraceSource { 5 }
    for flag in ["00", "01"] {
      let header = "00-\(Self.trace)-\(Self.span)-\(flag)"
      let arrived = source.begin(
        with: fields([("traceparent", header), ("tracestate", "a=1")]))
      let call = source.begin(under: arrived)
      #expect(arrived.isSampled == (flag == "01"))
      #expect(call.isSampled == arrived.isSampled)
      #expect(call.state == "a=1")
      let sent = try #require(TraceParent.bytes(call).withUnsafeBytes { TraceParent($0) })
      #expect(sent.isSampled == arrived.isSampled)
    }
  }

  @Test("A call without a good traceparent begins a trace, and its tracestate is dropped")
  func begins() {
    let source = RPCTraceSource { 5 }
    for headers in [
      [("tracestate", "a=1")], [("traceparent", "00-x"), ("tracestate", "a=1")],
      [("traceparent", Self.whole), ("traceparent", Self.whole), ("tracestate", "a=1")],
    ] {
      let call = source.begin(with: fields(headers))
      #expect("\(call.id)" != Self.trace)
      #expect(call.parentSpanID == 0)
      #expect(call.state.isEmpty)
    }
  }

  @Test("A tracestate is passed on unchanged up to 512 bytes, several as one list")
  func states() {
    let source = RPCTraceSource { 5 }
    func state(_ values: [String]) -> String {
      source.begin(with: fields([("traceparent", Self.whole)] + values.map { ("tracestate", $0) }))
        .state
    }
    let longest = String(repeating: "s", count: 512)
    #expect(state(["a=1,b=2"]) == "a=1,b=2")
    #expect(state(["a=1", "b=2"]) == "a=1,b=2")
    #expect(state([longest]) == longest)
    #expect(state([longest + "s"]) == "")
    #expect(state([String(repeating: "s", count: 256), String(repeating: "t", count: 256)]) == "")
    #expect(state(["a=\u{7}"]) == "")
  }

  @Test("A million numbers in a row differ")
  func distinct() {
    let source = RPCTraceSource { 0 }
    var seen: Set<UInt64> = []
    for _ in 0..<333_334 {
      let trace = source.begin()
      seen.formUnion([trace.id.high, trace.id.low, trace.spanID])
    }
    #expect(seen.count == 1_000_002)
  }
}
