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

  // Not private, so that the steps of a connection have a file of their own.
  let tlsContext: TLSContext
  let role: Role
  let limits: TLSLimits

  var state: TLSConnectionState
  var session: TLSSession?
  var context: ChannelHandlerContext?
  var pending = PendingPlaintext()
  var decrypted = ByteBuffer()
  var encrypted = ByteBuffer()
  var encryptedPromise: EventLoopPromise<Void>?
  var hasDelivered = false
  /// A step of the handshake waits for its turn, and until then nothing is read.
  var isTurnAwaited = false
  var isReadAwaited = false
  /// The peer has left, and the socket closes in its turn.
  var isLeaving = false
  var timer: Scheduled<Void>?
  var closePromise: EventLoopPromise<Void>?

  /// The largest buffer of encrypted bytes kept for the next flush.
  static let encryptedBytesKeptMax = 64 * 1024

  /// A handler for one connection, made from what `context` holds when the connection becomes active.
  public init(context: TLSContext, role: Role, limits: TLSLimits = .defaults) {
    self.tlsContext = context
    self.role = role
    self.limits = limits
    self.state = TLSConnectionState(
      pendingBytesMax: limits.pendingPlaintextBytesMax, closingBytesMax: limits.closeBytesMax)
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
    let bytes = self.unwrapInboundIn(data)
    guard self.state.discarding(bytes: bytes.readableBytes) == .ignore else {
      return self.closeSocket(context)
    }
    let isTaken = bytes.withUnsafeReadableBytes { session.receive($0) }
    guard isTaken else {
      self.fail(TLSError(.limitExceeded, "No memory for received bytes"), context)
      return
    }
    switch self.state.received() {
    case .stepHandshake: self.takeHandshakeTurn(session, context)
    case .decrypt: self.decrypt(session, context)
    case .ignore: break
    }
  }

  /// Asks for more when nothing of this cycle could be delivered.
  public func channelReadComplete(context: ChannelHandlerContext) {
    let isReadDue = !self.hasDelivered && self.state.isReading
    self.hasDelivered = false
    context.fireChannelReadComplete()
    if isReadDue { self.read(context: context) }
  }

  /// Treats a half-closed input as the end of the connection.
  public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      self.leaveInTurn(context) { self.endInput($0) }
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
  /// Reads on, unless a step of the handshake has still to look at what there is, or the peer has left.
  public func read(context: ChannelHandlerContext) {
    guard !self.isLeaving else { return }
    if self.isTurnAwaited { self.isReadAwaited = true } else { context.read() }
  }

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
      // A peer that knows nothing of close_notify hears the end of the stream.
      context.close(mode: .output, promise: nil)
      self.startTimer(self.limits.closeTimeMax, context) { handler, context in
        handler.closeTimedOut(context)
      }
    case .join:
      self.closePromise.setOrCascade(to: promise)
    case .closeSocket:
      self.closePromise.setOrCascade(to: promise)
      if !self.isLeaving { self.closeSocket(context) }
    }
  }
}
