import NIOCore

/// The answering end of one call: drives ``ServerCallStateMachine`` with what the session and the
/// handler do.
///
/// Sendable although mutable: everything is read and written on the connection's event loop.
final class ServerCall: MessageStream, @unchecked Sendable {
  var connection: ServerConnection?
  let service: ServerService
  let peer: RPCPeer
  let identityLoad: IdentityLoad?
  private let startedAt: NIODeadline
  var machine = ServerCallStateMachine()
  private(set) var head = RequestHead()
  private var isHeadRead = false
  var task: Task<Void, Never>?
  private var outcome: RPCError?
  private var isRecorded = false
  private(set) var deadline: NIODeadline?
  /// Where the call stands in its trace; asked for once the headers are read.
  lazy var trace = service.traces.begin(with: head.trace)
  /// What the handler adds to the headers.
  var responseHeaders = RPCMetadata()
  /// What the handler adds to the trailers.
  var responseTrailers = RPCMetadata()
  private var stalls = StallCount()
  var isInLoad = false
  var isStreamGone = false
  var isHandlerRunning = false

  override var brokenEncodingCode: RPCStatusCode { .invalidArgument }

  init(connection: ServerConnection, peer: RPCPeer) {
    self.connection = connection
    self.service = connection.service
    self.peer = peer
    self.identityLoad = connection.identityLoad
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
    if let refusal = service.overload(route.path, of: identityLoad) { return finish(refusal) }
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
    service.load.callBegan(identityLoad)
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
        self.fill(self.responseHeaders, in: &block)
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
      self.fill(self.responseHeaders, in: &block)
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
    fill(responseTrailers, in: &block)
  }

  /// Adds metadata of the handler, or leaves it out when no peer would take so much: the status matters
  /// more.
  private func fill(_ metadata: RPCMetadata, in block: inout HeaderBlock) {
    guard !metadata.isEmpty, metadata.wireBytes <= limits.headerListBytesMax else { return }
    block.add(metadata)
  }

  /// A handler that does not hear of its cancellation finds no more requests either.
  private func stopWork(_ error: RPCError) {
    dropUnread()
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
        path: head.path, isKnownMethod: head.route != nil, methodIndex: head.route?.index,
        peer: peer, trace: trace, code: outcome?.code ?? .ok, reason: outcome?.reason ?? "",
        nanoseconds: elapsed.nanoseconds, requestBytes: receivedBytes,
        responseBytes: sentBytes))
  }
}
