/// The header `traceparent`: `00-<trace, 32 digits>-<call, 16 digits>-<flags, 2 digits>`.
package struct TraceParent: Hashable {
  /// Which trace it is.
  package let id: RPCTraceID
  /// The caller's number in it, never 0.
  package let spanID: UInt64
  /// Whether the caller records it.
  package let isSampled: Bool

  private static let byteCount = 55
  private static let dash = UInt8(ascii: "-")

  /// Reads a value; nil when it is not one of version 00.
  package init?(_ value: UnsafeRawBufferPointer) {
    guard value.count == Self.byteCount, value.starts(with: "00-"), value[35] == Self.dash,
      value[52] == Self.dash, let high = Hexadecimal.read(value[3..<19]),
      let low = Hexadecimal.read(value[19..<35]), let id = RPCTraceID(high: high, low: low),
      let spanID = Hexadecimal.read(value[36..<52]), spanID != 0,
      let flags = Hexadecimal.read(value[53..<55])
    else { return nil }
    self.id = id
    self.spanID = spanID
    isSampled = flags & 1 == 1
  }

  /// The value that a call sends: its own number is the parent of what it causes.
  package static func bytes(_ trace: RPCTrace) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    bytes.append(contentsOf: "00-".utf8)
    bytes.append(contentsOf: Hexadecimal.digits(trace.id.high))
    bytes.append(contentsOf: Hexadecimal.digits(trace.id.low))
    bytes.append(dash)
    bytes.append(contentsOf: Hexadecimal.digits(trace.spanID))
    bytes.append(contentsOf: trace.isSampled ? "-01".utf8 : "-00".utf8)
    return bytes
  }
}
