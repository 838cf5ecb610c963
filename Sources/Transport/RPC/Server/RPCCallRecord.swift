/// What is known of a call when it ends: for metrics, logs and audit.
public struct RPCCallRecord: Sendable {
  /// The path asked for; of an unknown method its first 256 bytes, with a question mark
  /// for each that is not printable ASCII.
  public let path: String
  /// Whether the path is a registered method.
  public let isKnownMethod: Bool
  /// The place of the method among ``RPCRouter/paths``; nil for an unknown one.
  public let methodIndex: Int?
  /// Who called.
  public let peer: RPCPeer
  /// Where the call stood in its trace; a trace of its own when the caller named none.
  public let trace: RPCTrace
  /// The outcome; CANCELLED when the caller gave up or its connection was lost.
  public let code: RPCStatusCode
  /// The machine-readable reason of a failure, empty for none.
  public let reason: String
  /// From the request's headers to the end of the call, in nanoseconds.
  ///
  /// A whole number and no `Duration`, which every observer of every call would have to divide again.
  public let nanoseconds: Int64
  /// DATA bytes received, with prefixes.
  public let requestBytes: Int
  /// DATA bytes queued for sending, with prefixes.
  public let responseBytes: Int

  /// A record; public so that observers can be tested. Without a trace it begins one.
  public init(
    path: String, isKnownMethod: Bool, methodIndex: Int? = nil, peer: RPCPeer,
    trace: RPCTrace? = nil, code: RPCStatusCode, reason: String,
    nanoseconds: Int64, requestBytes: Int, responseBytes: Int
  ) {
    self.path = path
    self.isKnownMethod = isKnownMethod
    self.methodIndex = methodIndex
    self.peer = peer
    self.trace = trace ?? RPCTraceSource().begin()
    self.code = code
    self.reason = reason
    self.nanoseconds = nanoseconds
    self.requestBytes = requestBytes
    self.responseBytes = responseBytes
  }
}

/// Told of every call when it has ended, on the connection's event loop; must not block.
public typealias RPCObserver = @Sendable (RPCCallRecord) -> Void
