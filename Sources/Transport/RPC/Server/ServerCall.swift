import NIOCore
import Protobuf

/// The answering end of one call: drives ``ServerCallStateMachine`` with what the session and the
/// handler do.
///
/// Sendable although mutable: everything is read and written on the connection's event loop.
final class ServerCall: MessageStream, @unchecked Sendable {
  private var connection: ServerConnection?
  private let service: ServerService
  private let peer: RPCPeer
  private let startedAt: NIODeadline
  private var machine = ServerCallStateMachine()
  private(set) var head = RequestHead()
  private var isHeadRead = false
  private var task: Task<Void, Never>?
  private var outcome: RPCError?
  private var isRecorded = false
  private(set) var deadline: NIODeadline?
  /// What the handler adds to the headers.
  var responseHeaders = RPCMetadata()
  /// What the handler adds to the trailers.
  var responseTrailers = RPCMetadata()
  private var stalls = StallCount()
  private var isInLoad = false
  private var isStreamGone = false
  private var isHandlerRunning = false

  override var brokenEncodingCode: RPCStatusCode { .invalidArgument }

  init(connection: ServerConnection, peer: RPCPeer) {
    self.connection = connection
    self.service = connection.service
    self.peer = peer
    self.startedAt = connection.eventLoop.now
    super.init(eventLoop: connection.eventLoop, limits: connection.service.limits)
  }

  // MARK: Events of the session

  override func receiveField(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    guard !isHeadRead else { return }
    head.add(
      name: name, value: value, routes: service.routes, bytesMax: limits.headerListBytesMax)
  }

  override func receiveFieldsEnd() {
    guard !isHeadRead else { return }
    isHeadRead = true
    if let status = head.httpRefusal { return refuseHTTP(status) }
    if let refusal = head.refusal ?? encodingRefusal { return finish(refusal) }
    let callHead = RPCCallHead(path: head.path, isKnownMethod: head.route != nil, peer: peer)
    switch service.options.admit(callHead) {
    case .refuse(let error): return finish(error)
    case .admit(let requestBytesMax):
      inboundBytesMax = min(max(requestBytesMax, 0), limits.messageBytesMax)
    }
    guard let route = head.route else {
      return finish(
        RPCError(.unimplemented, "there is no such method", reason: "UNKNOWN_METHOD"))
    }
    if let refusal = service.overload(route.path) { return finish(refusal) }
    inboundCompression = head.compression ?? .identity
    begin(route)
  }

  override func receiveData(_ bytes: UnsafeRawBufferPointer) {
    guard !machine.isOver else { return }
    let before = inbound?.completeCount ?? 0
    guard store(bytes) else { return }
    for _ in before..<max(before, inbound?.completeCount ?? 0)
    where machine.receiveMessage() == .refuse {
      return finish(RPCError(.unimplemented, "the method takes one request message"))
    }
    if machine.awaitsRequest, inbound?.isPartial ?? false { returnWindow(keeping: 0) }
  }

  override func receiveEnd() {
    isInboundEnded = true
    guard !machine.isOver else { return }
    if inbound?.isPartial ?? false {
      return finish(RPCError(.invalidArgument, "the request ends within a message"))
    }
    switch machine.receiveEnd() {
    case .startHandler:
      if let connection, let route = head.route { connection.makeReady(self, route) }
    case .endRequests: wakeReader()
    case .refuse: finish(RPCError(.invalidArgument, "the request has no message"))
    case .ignore: break
    }
  }

  override func closed(_ code: HTTP2ErrorCode) {
    switch machine.close() {
    case .cancel:
      outcome = RPCError(.cancelled, "the caller gave up")
      record()
      stopWork(RPCError(.cancelled, "the caller gave up"))
    case .complete: stopWork(RPCError(.cancelled, "the call is over"))
    case .ignore: break
    }
    releaseQueues()
    connection = nil
    isStreamGone = true
    leaveLoad()
  }

  override func framingFailed(_ error: RPCError) {
    finish(error)
  }

  override func prepareToSend() throws(RPCError) {
    switch machine.send() {
    case .sendHeaders: respond()
    case .send: break
    case .refuse: throw failure ?? RPCError(.cancelled, "the call is over")
    }
  }

  override func submitTrailers() -> Bool {
    session?.trail(on: self) { self.fillTrailers(&$0) }
    return true
  }
}

extension ServerCall {
  private func begin(_ route: Route) {
    service.load.callBegan()
    isInLoad = true
    deadline = head.deadline(from: startedAt)
    if let deadline {
      guard deadline > startedAt else { return expire() }
      connection?.watch(deadline)
    }
    switch machine.receiveHeaders(isRequestStreaming: route.isRequestStreaming) {
    case .startHandler: connection?.makeReady(self, route)
    case .awaitRequest, .ignore: break
    }
  }

  /// Time is up: the caller is told, the work is ended.
  func expire() {
    finish(RPCError(.deadlineExceeded, "the deadline has passed"))
  }

  /// The server has no more time for the call.
  func abandon() {
    finish(RPCError(.unavailable, "the server is shutting down"))
  }

  /// Once a second: ends the call when the peer owes bytes, or takes none, for too long.
  func tick() {
    let owes = machine.awaitsRequest || isPeerMidMessage
    switch stalls.tick(
      received: receivedBytes, isAwaiting: owes, sent: sentBytes - queuedBytes,
      isSending: queuedBytes > 0, limit: limits.stallTimeMax)
    {
    case .none: break
    case .slowRequest:
      finish(RPCError(.deadlineExceeded, "the request did not arrive in time"))
    case .slowReader: session?.reset(self, .cancel)
    }
  }

  /// Decides the status, nil for success; later decisions are ignored.
  func finish(_ error: RPCError?) {
    let decision = machine.finish()
    guard decision != .ignore else { return }
    outcome = error
    switch decision {
    case .sendTrailersOnly:
      session?.respond(on: self, isLast: true) { block in
        self.fillOpening(&block)
        block.add(self.responseHeaders)
        self.fillTrailers(&block)
      }
    case .sendTrailers:
      isOutboundEnded = true
      session?.resume(self)
    case .ignore: break
    }
    record()
    if let error { stopWork(error) }
  }

  private func respond() {
    session?.respond(on: self, isLast: false) { block in
      self.fillOpening(&block)
      if self.isCompressing { block.add("grpc-encoding", "gzip") }
      if !self.responseHeaders.isEmpty { block.add(self.responseHeaders) }
    }
  }

  private func refuseHTTP(_ status: StaticString) {
    guard machine.finish() != .ignore else { return }
    outcome = RPCError(.invalidArgument, "the request is not gRPC", reason: "NOT_GRPC")
    session?.respond(on: self, isLast: true) { $0.add(":status", status) }
    record()
  }

  private func fillOpening(_ block: inout HeaderBlock) {
    block.add(":status", "200")
    block.add("content-type", "application/grpc")
    fillAcceptedEncodings(&block)
  }

  private func fillTrailers(_ block: inout HeaderBlock) {
    StatusFields.fill(&block, outcome)
    if !responseTrailers.isEmpty { block.add(responseTrailers) }
  }

  private func stopWork(_ error: RPCError) {
    fail(error)
    task?.cancel()
    task = nil
  }

  private func record() {
    guard !isRecorded else { return }
    isRecorded = true
    let elapsed = eventLoop.now - startedAt
    service.options.observe(
      RPCCallRecord(
        path: head.path, isKnownMethod: head.route != nil, peer: peer,
        code: outcome?.code ?? .ok, reason: outcome?.reason ?? "",
        duration: .nanoseconds(elapsed.nanoseconds), requestBytes: receivedBytes,
        responseBytes: sentBytes))
  }
}

extension ServerCall {
  /// Whether the response headers can still say something.
  var areHeadersOpen: Bool { machine.areHeadersOpen }

  var context: RPCContext {
    RPCContext(
      path: head.path, peer: peer, deadline: deadline, metadata: head.metadata,
      eventLoop: eventLoop, call: self)
  }

  /// Whether the handler is still wanted.
  var isWanted: Bool { !machine.isOver }

  /// Runs the handler's task, starting on the loop at once.
  func run(_ work: sending @escaping () async -> Void) {
    guard let executor = connection?.executor else { return }
    isHandlerRunning = true
    let task = executor.start(work)
    guard isHandlerRunning else { return }
    self.task = task
    if machine.isOver { task.cancel() }
  }

  /// The handler has returned or thrown.
  private func handlerEnded() {
    isHandlerRunning = false
    task = nil
    leaveLoad()
  }

  /// The call weighs on the server until its stream is gone and its handler has returned.
  private func leaveLoad() {
    guard isInLoad, isStreamGone, !isHandlerRunning else { return }
    isInLoad = false
    service.load.callEnded()
  }

  /// The only message of the request; a malformed one is answered here.
  func takeRequest<Q: ProtobufMessage>(_ type: Q.Type) -> Q? {
    switch take(type) {
    case .message(let message): return message
    case .failed(let error): finish(error)
    case .end, .nothing: finish(RPCError(.invalidArgument, "the request has no message"))
    }
    return nil
  }

  /// Sends the only response and success.
  func answer<A: ProtobufMessage>(_ message: A) {
    onLoop {
      do throws(RPCError) {
        try self.enqueue(message)
        self.finish(nil)
      } catch {
        self.finish(error)
      }
      self.handlerEnded()
    }
  }

  /// The handler is through with all responses.
  func complete() {
    onLoop {
      self.finish(nil)
      self.handlerEnded()
    }
  }

  /// The handler threw.
  func complete(throwing error: any Error) {
    let status =
      switch error {
      case let error as RPCError where error.code != .ok: error
      case is CancellationError: RPCError(.cancelled, "the call was cancelled")
      default: RPCError(.internalError, "internal error", reason: "INTERNAL")
      }
    onLoop {
      self.finish(status)
      self.handlerEnded()
    }
  }
}
