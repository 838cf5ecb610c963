import Properties
import RPC

/// `traceparent`, `grpc-timeout` and the values of `-bin` headers.
enum HeaderForms {
  static func traceParent(_ bytes: [UInt8]) throws(BrokenProperty) {
    guard let parent = bytes.withUnsafeBytes({ TraceParent($0) }) else { return }
    let trace = RPCTrace(
      id: parent.id, spanID: parent.spanID, parentSpanID: 0, isSampled: parent.isSampled)
    guard let trace else { throw BrokenProperty("what was read as a trace is one") }
    let written = TraceParent.bytes(trace)
    try BrokenProperty.require(
      written.prefix(53) == bytes.prefix(53), "a traceparent is written as it was read")
    try BrokenProperty.require(
      written.withUnsafeBytes { TraceParent($0) } == parent, "and says the same")
  }

  static func timeout(_ bytes: [UInt8]) throws(BrokenProperty) {
    guard let time = bytes.withUnsafeBytes({ CallTimeout.parse($0) }) else { return }
    try BrokenProperty.require(time >= 0, "a time to wait is not negative")
    let written = Array(CallTimeout.format(nanoseconds: time).utf8)
    guard let again = written.withUnsafeBytes({ CallTimeout.parse($0) }) else {
      throw BrokenProperty("a time that was written can be read")
    }
    try BrokenProperty.require(again <= time, "no hop is told of more time than there is")
    let isClose = again >= time - max(1_000_000_000, time / 50_000_000)
    try BrokenProperty.require(isClose || again >= 99_999_999_000_000_000, "nor of much less")
  }

  static func base64(_ bytes: [UInt8]) throws(BrokenProperty) {
    let written = Base64.encode(bytes)
    try BrokenProperty.require(Base64.decode(written) == bytes, "bytes come back from base64")
    guard let read = Base64.decode(bytes) else { return }
    try BrokenProperty.require(
      Base64.decode(Base64.encode(read)) == read, "what was read as base64 can be written")
  }
}
