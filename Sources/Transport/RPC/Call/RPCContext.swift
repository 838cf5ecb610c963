public import NIOCore

/// One call as a handler sees it.
public struct RPCContext: Sendable {
  /// The path the caller asked for, `/service/method`; it is the registered one.
  public let path: String
  /// Who calls, as the certificate says.
  public let peer: RPCPeer
  /// When the caller stops waiting; the handler's task is cancelled then.
  public let deadline: NIODeadline?
  /// The caller's headers that belong to the application.
  public let metadata: RPCMetadata
  /// Where the call stands in its trace; a new trace when the caller named none.
  public let trace: RPCTrace
  /// The loop of the connection, on which the handler runs.
  public let eventLoop: any EventLoop
  private let call: ServerCall?

  init(
    path: String, peer: RPCPeer, deadline: NIODeadline?, metadata: RPCMetadata,
    trace: RPCTrace, eventLoop: any EventLoop, call: ServerCall?
  ) {
    self.path = path
    self.peer = peer
    self.deadline = deadline
    self.metadata = metadata
    self.trace = trace
    self.eventLoop = eventLoop
    self.call = call
  }

  /// A context without a connection, to call a handler directly in a test; without a trace it
  /// begins one.
  public init(
    path: String, peer: RPCPeer, deadline: NIODeadline? = nil,
    metadata: RPCMetadata = RPCMetadata(), trace: RPCTrace? = nil, eventLoop: any EventLoop
  ) {
    self.init(
      path: path, peer: peer, deadline: deadline, metadata: metadata,
      trace: trace ?? RPCTraceSource().begin(), eventLoop: eventLoop, call: nil)
  }

  /// Adds headers to the response; without effect once the first message or the status is sent.
  ///
  /// More than ``RPCLimits/headerListBytesMax`` in all are left out.
  public func addResponseHeaders(_ metadata: RPCMetadata) {
    guard let call else { return }
    call.onLoop { call.responseHeaders.append(metadata) }
  }

  /// Compresses the responses with gzip from here on, if the caller reads it and the server allows
  /// it; without effect once the headers are sent, except for switching it off.
  public func compressResponses(_ isCompressed: Bool) {
    guard let call else { return }
    call.onLoop { call.compressResponses(isCompressed) }
  }

  /// Whether the request message that was read last came compressed.
  public var isRequestCompressed: Bool {
    get async {
      guard let call else { return false }
      return await call.read { call.isLastCompressed }
    }
  }

  /// Adds trailers to the response; without effect once the status is sent.
  ///
  /// More than ``RPCLimits/headerListBytesMax`` in all are left out.
  public func addResponseTrailers(_ metadata: RPCMetadata) {
    guard let call else { return }
    call.onLoop { call.responseTrailers.append(metadata) }
  }
}
