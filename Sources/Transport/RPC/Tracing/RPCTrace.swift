/// Where a call stands in its trace, as W3C Trace Context has it.
public struct RPCTrace: Sendable, Hashable {
  /// The trace.
  public let id: RPCTraceID
  /// The call's own number in the trace, never 0.
  public let spanID: UInt64
  /// The number of the call that caused this one; 0 when there is none.
  public let parentSpanID: UInt64
  /// Whether somebody records the trace.
  public let isSampled: Bool
  /// What tracing systems pass on to each other, as it came, at most ``stateBytesMax`` bytes.
  public let state: String

  /// The most bytes of `tracestate` that are passed on; a longer one is left out whole.
  public static let stateBytesMax = 512

  /// A place in a trace; nil without a number of its own.
  public init?(
    id: RPCTraceID, spanID: UInt64, parentSpanID: UInt64 = 0, isSampled: Bool = true,
    state: String = ""
  ) {
    guard spanID != 0 else { return nil }
    self.init(
      id, validSpanID: spanID, parentSpanID: parentSpanID, isSampled: isSampled, state: state)
  }

  init(
    _ id: RPCTraceID, validSpanID spanID: UInt64, parentSpanID: UInt64, isSampled: Bool,
    state: String
  ) {
    self.id = id
    self.spanID = spanID
    self.parentSpanID = parentSpanID
    self.isSampled = isSampled
    self.state = state
  }

  /// The call's own number as 8 bytes, the highest first.
  public var spanIDBytes: [UInt8] { Self.bytes(ofSpan: spanID) }

  /// The number of a call as 8 bytes, the highest first.
  public static func bytes(ofSpan number: UInt64) -> [UInt8] { number.bigEndianBytes }
}
