import NIOCore
import Protobuf

/// The asking end of one call: drives ``ClientCallStateMachine``.
///
/// Made by the caller on any thread, then handed to the loop, which owns it from there on.
class ClientCall: MessageStream, @unchecked Sendable {
  /// How often a call may move to another connection because a peer has not begun with it.
  private static let movesMax = 3

  final let path: String
  final let metadata: RPCMetadata
  private final let trace: RPCTrace?
  final let deadline: NIODeadline?
  final let isWaitForReady: Bool
  private final var core: ClientCore?
  /// Keeps the client alive, and with it the connection, while the call lives.
  private final var client: RPCClient?
  /// The connection that carries the call; nil before it is opened and after its stream has ended.
  private final var connection: ClientConnection?
  private final var machine = ClientCallStateMachine()
  private final var fields = ResponseFields()
  private final var moves = 0
  /// Whether the call was opened before its connection knew how many streams the peer allows.
  private final var isOpenedEarly = false
  /// The stream of the last attempt has ended, or there was none.
  private final var isStreamOver = true
  /// How often the call has failed and was made again.
  private final var repeats = 0
  /// How long to wait before the call is made again, once its stream has ended.
  private final var repeatDelay: Duration?
  /// The request is one message, which is kept until the call has ended.
  final var isRepeatable = false
  /// What ended the call, nil for success; meaningful once ``isEnded``.
  final private(set) var outcome: RPCError?
  final private(set) var headers = RPCMetadata()
  final private(set) var trailers = RPCMetadata()

  init(client: RPCClient, path: String, options: RPCCallOptions) {
    let core = client.core
    self.client = client
    self.core = core
    self.path = path
    self.metadata = options.metadata
    self.trace = options.trace
    self.deadline =
      options.timeout == nil && options.deadline == nil
      ? nil : options.effectiveDeadline(now: core.eventLoop.now)
    self.isWaitForReady = options.isWaitForReady
    super.init(eventLoop: core.eventLoop, limits: core.limits)
    self.isCompressing = options.compression == .gzip
  }

  final var isEnded: Bool { machine.isEnded }

  /// The outcome is known; overridden by calls that wait for it as a whole.
  func concluded() {
    wakeReader()
  }

  // MARK: Events of the session

  override func receiveFieldsBegin() {
    fields = ResponseFields()
  }

  override func receiveField(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    fields.add(name: name, value: value, bytesMax: limits.headerListBytesMax)
  }

  override func receiveFieldsEnd() {
    switch machine.receiveFields(fields) {
    case .readMessages:
      connection?.proved()
      headers = fields.metadata
      inboundCompression = fields.compression ?? .identity
      if !isOffered(fields.compression) {
        end(RPCError(.internalError, "the response has an encoding that was not offered"))
      }
    case .end(let error):
      connection?.proved()
      trailers = fields.metadata
      settle(error)
    case .ignore:
      break
    }
  }

  private final func isOffered(_ compression: RPCCompression?) -> Bool {
    compression == .identity || compression == .gzip && limits.isCompressionAllowed
  }

  override func receiveData(_ bytes: UnsafeRawBufferPointer) {
    switch machine.receiveData() {
    case .store: if store(bytes) { messagesStored() }
    case .refuse: end(RPCError(.internalError, "the response has a message before its headers"))
    case .ignore: break
    }
  }

  override func receiveEnd() {
    guard !machine.isEnded, repeatDelay == nil else { return }
    end(RPCError(.internalError, "the response ended without a status"))
  }

  override func closed(_ code: HTTP2ErrorCode) {
    isStreamOver = true
    if let repeatDelay {
      connection = nil
      return rest(repeatDelay)
    }
    let isUnprocessed = !isOpenSent || code == .refusedStream
    let mayMove = isUnprocessed && canMove(off: connection)
    connection = nil
    let isLost = session?.isClosed ?? true
    switch machine.close(code, isUnprocessed: mayMove, isConnectionLost: isLost) {
    case .retry: move()
    case .end(let error): settle(error, isUnprocessed: isUnprocessed)
    case .ignore: break
    }
    guard machine.isEnded else { return }
    releaseQueues()
  }

  override func framingFailed(_ error: RPCError) {
    end(error)
  }

  override func readerCancelled(_ mark: CancellationMark) {
    cancel()
  }

  override func prepareToSend() throws(RPCError) {
    guard machine.send() == .send else {
      throw outcome ?? RPCError(.cancelled, "the call takes no more messages")
    }
  }

  /// Whether the caller wants the rest of a message whether or not someone is reading.
  func messagesStored() {}
}

extension ClientCall {
  /// Hands the call to its client; only on the loop.
  final func submit() {
    guard !machine.isEnded else { return }
    core?.offer(self)
  }

  /// Hands the call to its client another time; only on the loop.
  final func resubmit() {
    guard !machine.isEnded else { return }
    core?.submit(self)
  }

  /// Opens the stream on a connection.
  final func open(
    on session: HTTP2Session, of connection: ClientConnection, authority: String
  ) {
    guard metadata.wireBytes <= limits.headerListBytesMax else {
      return end(RPCError(.resourceExhausted, "the metadata is larger than headerListBytesMax"))
    }
    guard machine.open() == .sendHeaders else { return }
    self.connection = connection
    isOpenedEarly = !connection.isLimitKnown
    isStreamOver = false
    let isOpen = session.request(on: self) { block in
      self.fillHeaders(&block, authority: authority)
    }
    if !isOpen { end(RPCError(.unavailable, "the connection takes no more calls")) }
  }

  private final func fillHeaders(_ block: inout HeaderBlock, authority: String) {
    block.add(":method", "POST")
    block.add(":scheme", "https")
    block.add(":path", path.utf8, isIndexed: true)
    block.add(":authority", authority.utf8, isIndexed: true)
    block.add("te", "trailers")
    block.add("content-type", "application/grpc")
    block.add("user-agent", "hmo-rpc/1")
    if isCompressing { block.add("grpc-encoding", "gzip") }
    if limits.isCompressionAllowed { block.add("grpc-accept-encoding", "identity,gzip") }
    if let deadline {
      let left = CallTimeout.format(nanoseconds: (deadline - eventLoop.now).nanoseconds)
      block.add("grpc-timeout", left.utf8, isIndexed: false)
    }
    if repeats > 0 {
      block.add("grpc-previous-rpc-attempts", String(repeats).utf8, isIndexed: true)
    }
    if let trace { fill(trace, in: &block) }
    if !metadata.isEmpty { block.add(metadata) }
  }

  private final func fill(_ trace: RPCTrace, in block: inout HeaderBlock) {
    block.add("traceparent", TraceParent.bytes(trace), isIndexed: false)
    if !trace.state.isEmpty { block.add("tracestate", trace.state.utf8, isIndexed: true) }
  }

  /// The request has all its messages; only on the loop.
  final func endRequest() {
    guard machine.endRequest() == .endStream else { return }
    isOutboundEnded = true
    session?.resume(self)
  }

  /// The caller gave up.
  final func cancel() {
    end(RPCError(.cancelled, "the caller cancelled the call"))
  }

  /// The time is up.
  final func expire() {
    end(RPCError(.deadlineExceeded, "the deadline has passed"))
  }

  /// Ends the call from this side.
  final func end(_ error: RPCError) {
    switch machine.giveUp() {
    case .drop:
      core?.forget(self)
      conclude(error)
    case .reset:
      conclude(error)
    case .ignore:
      break
    }
  }

  /// There is no connection for the call.
  final func refuse(_ error: RPCError) {
    // A call that has been made before is in the middle of a failure that may pass.
    guard repeats > 0, let delay = core?.repeatDelay(of: self, after: error, isUnprocessed: true)
    else {
      return end(error)
    }
    repeats += 1
    core?.rest(self, for: delay)
  }

  private final func conclude(_ error: RPCError?) {
    outcome = error
    repeatDelay = nil
    isInboundEnded = true
    abandonStream()
    if let error {
      fail(error)
    } else {
      failWriters(RPCError(.cancelled, "the call has been answered"))
    }
    concluded()
    core = nil
    client = nil
  }

  /// Ends the stream if either side may still use it.
  private final func abandonStream() {
    let isFullySent = isOutboundEnded && queuedBytes == 0
    guard !isStreamOver, !isFullySent || !hasPeerEnded else { return }
    session?.reset(self, .cancel)
  }
}

// MARK: - Making the call again

extension ClientCall {
  /// Whether the call, which the peer has not begun with, moves on at once and for free.
  ///
  /// What never left does so. What the peer refused does so once, if the refusal is no sign of too
  /// much work: because it goes, or because it could not say before how much it takes.
  private final func canMove(off connection: ClientConnection?) -> Bool {
    guard receivedBytes == 0, outbound?.isRewindable ?? true else { return false }
    guard isOpenSent else { return moves < Self.movesMax }
    let isLoad = !(connection?.isDraining ?? true) && !isOpenedEarly
    return moves == 0 && (!isLoad || core?.isRepeating == false)
  }

  /// The peer has not begun with the call: another connection may have it at once.
  private final func move() {
    moves += 1
    rewind()
    core?.resubmit(self)
  }

  /// What is known of the attempt that failed; nil when the request cannot be sent again.
  final func failedAttempt(
    _ error: RPCError, isUnprocessed: Bool, timeLeft: Duration?
  ) -> FailedAttempt? {
    guard isRepeatable, outbound?.isRewindable ?? false else { return nil }
    return FailedAttempt(
      path: path, error: error, attempts: repeats + 1, isUnprocessed: isUnprocessed,
      isAnswerBegun: receivedBytes > 0, timeLeft: timeLeft)
  }

  /// Ends the call with what the peer or the connection said, or makes it again.
  private final func settle(_ error: RPCError?, isUnprocessed: Bool = false) {
    guard let error, error.code == .unavailable,
      let delay = core?.repeatDelay(of: self, after: error, isUnprocessed: isUnprocessed),
      machine.repeated() == .rest
    else { return conclude(error) }
    repeats += 1
    if isStreamOver { return rest(delay) }
    repeatDelay = delay
    abandonStream()
  }

  /// Waits without a stream until the call is made again.
  private final func rest(_ delay: Duration) {
    repeatDelay = nil
    rewind()
    core?.rest(self, for: delay)
  }

  /// Puts the call where it was before it had a stream.
  private final func rewind() {
    outbound?.rewind()
    headers = RPCMetadata()
    trailers = RPCMetadata()
    isOpenSent = false
    isDeferred = false
    hasPeerEnded = false
    id = 0
  }
}
