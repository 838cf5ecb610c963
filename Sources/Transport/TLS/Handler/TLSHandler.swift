public import NIOCore

/// The first handler of a pipeline: TLS 1.3 with both sides verified, over memory buffers.
///
/// Forwards `channelActive` at once and fires ``TLSHandshakeCompleted`` when the peer is verified; no
/// byte is delivered before. Writes are collected until a flush and leave in one socket write; those
/// before the event wait for it. A failure fires one ``TLSError`` and closes the channel. `close`
/// sends close_notify and waits for the peer's, bounded by ``TLSLimits/closeTimeMax``.
///
/// The buffers fired are reused once they are released: take the bytes, or copy what is kept.
public final class TLSHandler: ChannelDuplexHandler {
  /// Bytes of the socket.
  public typealias InboundIn = ByteBuffer
  /// Decrypted bytes.
  public typealias InboundOut = ByteBuffer
  /// Bytes to encrypt.
  public typealias OutboundIn = ByteBuffer
  /// Encrypted bytes.
  public typealias OutboundOut = ByteBuffer

  /// Which side this connection is, and whom a client expects.
  public enum Role: Sendable, Hashable {
    /// Accepts any valid identity of our authority; what it may do is decided above.
    case server
    /// Refuses everyone but the expected peer.
    case client(expecting: TLSPeerExpectation)
  }

  private let tlsContext: TLSContext
  private let role: Role
  private let limits: TLSLimits

  private var state: TLSConnectionState
  private var session: TLSSession?
  private var context: ChannelHandlerContext?
  private var pending = PendingPlaintext()
  private var decrypted = ByteBuffer()
  private var encrypted = ByteBuffer()
  private var encryptedPromise: EventLoopPromise<Void>?
  private var hasDelivered = false
  private var timer: Scheduled<Void>?
  private var closePromise: EventLoopPromise<Void>?

  /// The largest buffer of encrypted bytes kept for the next flush.
  private static let encryptedBytesKeptMax = 64 * 1024

  /// A handler for one connection, made from what `context` holds when the connection becomes active.
  public init(context: TLSContext, role: Role, limits: TLSLimits = .defaults) {
    self.tlsContext = context
    self.role = role
    self.limits = limits
    self.state = TLSConnectionState(pendingBytesMax: limits.pendingPlaintextBytesMax)
  }

  /// Begins the handshake when the channel is connected already.
  public func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { self.connect(context) }
  }

  /// Fails what was not sent and frees the connection.
  public func handlerRemoved(context: ChannelHandlerContext) {
    self.stopTimer()
    self.pending.fail(ChannelError.ioOnClosedChannel)
    self.takeClosePromise()?.succeed()
    self.session = nil
    self.context = nil
  }
}

@available(*, unavailable)
extension TLSHandler: Sendable {}

// MARK: - Inbound

extension TLSHandler {
  /// Begins the handshake.
  public func channelActive(context: ChannelHandlerContext) {
    self.connect(context)
    context.fireChannelActive()
  }

  /// Goes on with the handshake, or decrypts and delivers.
  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard self.state.isReading, let session = self.session else { return }
    let isTaken = self.unwrapInboundIn(data).withUnsafeReadableBytes { session.receive($0) }
    guard isTaken else {
      self.fail(TLSError(.limitExceeded, "No memory for received bytes"), context)
      return
    }
    switch self.state.received() {
    case .stepHandshake: self.stepHandshake(session, context)
    case .decrypt: self.decrypt(session, context)
    case .ignore: break
    }
  }

  /// Asks for more when nothing of this cycle could be delivered.
  public func channelReadComplete(context: ChannelHandlerContext) {
    let isReadDue = !self.hasDelivered && self.state.isReading
    self.hasDelivered = false
    context.fireChannelReadComplete()
    if isReadDue { context.read() }
  }

  /// Treats a half-closed input as the end of the connection.
  public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      self.endInput(context)
      self.closeSocket(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Reports an end that came without close_notify.
  public func channelInactive(context: ChannelHandlerContext) {
    self.endInput(context)
    self.stopTimer()
    self.takeClosePromise()?.succeed()
    context.fireChannelInactive()
  }
}

// MARK: - Outbound

extension TLSHandler {
  /// Keeps the bytes for the next flush.
  public func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    let buffer = self.unwrapOutboundIn(data)
    switch self.state.written(bytes: buffer.readableBytes) {
    case .keep:
      self.pending.append(buffer, promise: promise)
    case .refuse(let error):
      promise?.fail(error)
    case .fail(let error):
      promise?.fail(error)
      self.fail(error, context)
    }
  }

  /// Encrypts what was written and sends it in one socket write.
  public func flush(context: ChannelHandlerContext) {
    switch self.state.flushed() {
    case .encrypt:
      self.encryptPending(context)
      self.send(context)
    case .ignore:
      break
    }
  }

  /// Sends close_notify and closes; only `.all` is supported.
  public func close(
    context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
  ) {
    guard mode == .all else {
      promise?.fail(ChannelError.operationUnsupported)
      return
    }
    switch self.state.closeRequested() {
    case .sendCloseNotify:
      self.closePromise.setOrCascade(to: promise)
      self.sendCloseNotify(context)
      self.startTimer(self.limits.closeTimeMax, context) { handler, context in
        handler.closeTimedOut(context)
      }
    case .join:
      self.closePromise.setOrCascade(to: promise)
    case .closeSocket:
      self.closePromise.setOrCascade(to: promise)
      self.closeSocket(context)
    }
  }
}

// MARK: - Handshake

extension TLSHandler {
  private func connect(_ context: ChannelHandlerContext) {
    guard self.state.connected() == .startHandshake else { return }
    do {
      let session = try self.makeSession()
      self.session = session
      self.decrypted = context.channel.allocator.buffer(capacity: TLSSession.recordBytesMax)
      self.startTimer(self.limits.handshakeTimeMax, context) { handler, context in
        handler.handshakeTimedOut(context)
      }
      self.stepHandshake(session, context)
      context.read()
    } catch {
      self.fail(error, context)
    }
  }

  private func makeSession() throws(TLSError) -> TLSSession {
    let isServer = self.role == .server
    guard isServer == (self.tlsContext.configuration.role == .server) else {
      throw TLSError(.configurationInvalid, "A TLS context was used on the side it is not for")
    }
    return try TLSSession(context: self.tlsContext.current, role: self.role, limits: self.limits)
  }

  private func stepHandshake(_ session: TLSSession, _ context: ChannelHandlerContext) {
    let step = session.stepHandshake()
    session.drain(into: &self.encrypted)
    switch step {
    case .wantsMore: self.send(context)
    case .completed(let event): self.completeHandshake(event, session, context)
    case .failed(let error): self.fail(error, context)
    }
  }

  private func completeHandshake(
    _ event: TLSHandshakeCompleted, _ session: TLSSession, _ context: ChannelHandlerContext
  ) {
    guard self.state.handshakeCompleted() == .announce else { return }
    self.stopTimer()
    context.fireUserInboundEventTriggered(event)
    if self.state.takeAwaitedFlush(), self.state.isDelivering { self.encryptPending(context) }
    self.send(context)
    self.decrypt(session, context)
  }

  private func handshakeTimedOut(_ context: ChannelHandlerContext) {
    switch self.state.handshakeTimedOut() {
    case .fail(let error): self.fail(error, context)
    case .ignore: break
    }
  }
}

// MARK: - Data

extension TLSHandler {
  private func decrypt(_ session: TLSSession, _ context: ChannelHandlerContext) {
    while self.state.isReading {
      self.decrypted.clear()
      let step = session.read(into: &self.decrypted)
      self.deliver(context)
      switch step {
      case .isFull: continue
      case .wantsMore: break
      case .peerClosed: self.peerClosed(context)
      case .failed(let error): self.fail(error, context)
      }
      break
    }
    session.drain(into: &self.encrypted)
    self.send(context)
  }

  private func deliver(_ context: ChannelHandlerContext) {
    guard self.decrypted.readableBytes > 0, self.state.isDelivering else { return }
    self.hasDelivered = true
    context.fireChannelRead(self.wrapInboundOut(self.decrypted))
  }

  private func encryptPending(_ context: ChannelHandlerContext) {
    guard let session = self.session else { return }
    var failure: TLSError?
    while failure == nil,
      let result = self.pending.takeRecord(
        bytesMax: TLSSession.recordBytesMax, { session.write($0) })
    {
      session.drain(into: &self.encrypted)
      failure = result
    }
    guard let failure else {
      self.encryptedPromise.setOrCascade(to: self.pending.takePromise())
      return
    }
    self.fail(failure, context)
  }

  /// Sends what is encrypted; the buffer comes back for the next time once the socket released it.
  private func send(_ context: ChannelHandlerContext) {
    let promise = self.encryptedPromise
    guard self.encrypted.readableBytes > 0 || promise != nil else { return }
    var bytes = self.encrypted
    self.encrypted = ByteBuffer()
    self.encryptedPromise = nil
    context.writeAndFlush(self.wrapOutboundOut(bytes), promise: promise)
    guard bytes.capacity <= Self.encryptedBytesKeptMax, self.encrypted.capacity == 0 else { return }
    bytes.clear()
    self.encrypted = bytes
  }
}

// MARK: - Ending

extension TLSHandler {
  private func sendCloseNotify(_ context: ChannelHandlerContext) {
    guard let session = self.session else { return }
    session.writeCloseNotify()
    session.drain(into: &self.encrypted)
    self.send(context)
  }

  private func peerClosed(_ context: ChannelHandlerContext) {
    switch self.state.peerClosed() {
    case .answerAndCloseSocket:
      self.sendCloseNotify(context)
      self.closeSocket(context)
    case .closeSocket:
      self.closeSocket(context)
    case .ignore:
      break
    }
  }

  private func endInput(_ context: ChannelHandlerContext) {
    switch self.state.inputEnded() {
    case .report(let error):
      self.pending.fail(error)
      context.fireErrorCaught(error)
    case .end:
      self.pending.fail(ChannelError.ioOnClosedChannel)
    case .ignore:
      break
    }
  }

  private func closeTimedOut(_ context: ChannelHandlerContext) {
    switch self.state.closeTimedOut() {
    case .closeSocket: self.closeSocket(context)
    case .ignore: break
    }
  }

  private func fail(_ error: TLSError, _ context: ChannelHandlerContext) {
    switch self.state.failed() {
    case .reportAndCloseSocket:
      self.session?.drain(into: &self.encrypted)
      self.send(context)
      self.pending.fail(error)
      context.fireErrorCaught(error)
      self.closeSocket(context)
    case .closeSocket:
      self.closeSocket(context)
    case .ignore:
      break
    }
  }

  private func closeSocket(_ context: ChannelHandlerContext) {
    self.stopTimer()
    self.pending.fail(ChannelError.ioOnClosedChannel)
    context.close(mode: .all, promise: self.takeClosePromise())
  }

  private func takeClosePromise() -> EventLoopPromise<Void>? {
    defer { self.closePromise = nil }
    return self.closePromise
  }

  private func startTimer(
    _ time: Duration, _ context: ChannelHandlerContext,
    _ body: @escaping (TLSHandler, ChannelHandlerContext) -> Void
  ) {
    self.stopTimer()
    let loop = context.eventLoop.assumeIsolated()
    self.timer = loop.scheduleTask(in: TimeAmount(time)) {
      guard let context = self.context else { return }
      body(self, context)
    }
  }

  private func stopTimer() {
    self.timer?.cancel()
    self.timer = nil
  }
}
