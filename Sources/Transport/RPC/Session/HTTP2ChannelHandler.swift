import NIOCore
import TLS

/// Between a channel and a session: reads into it, writes once per read cycle.
///
/// Frames that are queued outside a read cycle are written by one scheduled flush. What the socket
/// does not take stays in the session, where flow control and the bounds of the streams hold it.
/// Owned by the channel's event loop.
final class HTTP2ChannelHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Frames are gathered up to so many bytes per write.
  private static let writeBytesMax = 128 * 1024

  /// A larger buffer is not kept for the next write.
  private static let bufferBytesKeptMax = 64 * 1024

  /// How many control frames data can explain in advance.
  private static let creditMax = 1_000

  private let session: HTTP2Session
  private let connection: any HTTP2Connection
  private let limits: RPCLimits
  private var context: ChannelHandlerContext?
  private var guardian: ConnectionGuardian
  private var nextTick: Scheduled<Void>?
  private var buffer = ByteBuffer()
  private var isEstablished = false
  private var isReading = false
  private var isFlushScheduled = false
  private var isClosing = false
  /// The library reads nothing more; the peer is told why before the end, if it takes that within a
  /// second.
  private var isBroken = false
  private var lastError: (any Error)?

  init(session: HTTP2Session, connection: any HTTP2Connection, limits: RPCLimits) {
    self.session = session
    self.connection = connection
    self.limits = limits
    self.guardian = ConnectionGuardian(limits: limits)
  }
}

@available(*, unavailable)
extension HTTP2ChannelHandler: Sendable {}

extension HTTP2ChannelHandler {
  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    scheduleTick(context)
    session.onWorkQueued = { self.scheduleFlush() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end()
    self.context = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSHandshakeCompleted, !isEstablished {
      isEstablished = true
      session.start()
      connection.established(
        RPCPeer(
          identity: event.identity, serialNumber: event.serialNumber,
          certificateEndSeconds: event.notAfterSeconds))
      flush()
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard isEstablished, !isClosing, !isBroken else { return }
    isReading = true
    let bytes = unwrapInboundIn(data)
    guardian.read(bytes.readableBytes)
    do {
      try bytes.withUnsafeReadableBytes { pointer throws(HTTP2SessionError) in
        try session.receive(pointer)
      }
    } catch {
      lastError = lastError ?? error
      session.terminate(error.isFlood ? .enhanceYourCalm : .protocolError)
      isBroken = true
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isReading {
      judge()
      connection.readCompleted()
      isReading = false
      flush()
    }
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      guardian.drained()
      flush()
    }
    context.fireChannelWritabilityChanged()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }
}

extension HTTP2ChannelHandler {
  private func scheduleFlush() {
    guard !isReading, !isFlushScheduled, let context else { return }
    isFlushScheduled = true
    context.eventLoop.assumeIsolated().execute {
      self.isFlushScheduled = false
      self.flush()
    }
  }

  private func flush() {
    guard let context, isEstablished else { return }
    do {
      var hasMore = true
      while hasMore && context.channel.isWritable && !isClosing {
        buffer.clear()
        hasMore = try session.drain(into: &buffer, bytesMax: Self.writeBytesMax)
        guard buffer.readableBytes > 0 else { break }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
      }
    } catch {
      return fail(error)
    }
    if buffer.capacity > Self.bufferBytesKeptMax { buffer = ByteBuffer() }
    if session.isFinished || isBroken && context.channel.isWritable { close() }
  }

  /// Cuts off a peer whose frames cost more than they bring.
  private func judge() {
    let control = session.controlFrames
    let resets = session.resets
    session.controlFrames = max(min(control, 0), -Self.creditMax)
    session.resets = 0
    guard control > 0 || resets > 0, let context else { return }
    let now = Int64(clamping: context.eventLoop.now.uptimeNanoseconds)
    guard !guardian.allows(controlFrames: control, resets: resets, now: now) else { return }
    session.terminate(.enhanceYourCalm)
    isBroken = true
  }

  private func scheduleTick(_ context: ChannelHandlerContext) {
    let loop = context.eventLoop.assumeIsolated()
    nextTick = loop.scheduleTask(in: .seconds(1)) {
      self.tick()
      guard !self.isClosing, let context = self.context else { return }
      self.scheduleTick(context)
    }
  }

  private func tick() {
    if isBroken { return close() }
    connection.tick()
    let verdict = guardian.tick(
      framesBegun: session.framesBegun, hasStreams: session.streams.count > 0,
      isFull: !(context?.channel.isWritable ?? true))
    switch verdict {
    case .none: break
    case .silentHandshake, .stalledFrame, .deafPeer, .dead: close()
    case .idle: session.goAway()
    case .askForLife: session.ping()
    }
    if isEstablished { flush() }
  }

  private func fail(_ error: any Error) {
    lastError = lastError ?? error
    close()
  }

  private func close() {
    guard !isClosing, let context else { return }
    isClosing = true
    connection.closing()
    session.close()
    context.close(mode: .all, promise: nil)
  }

  private func end() {
    nextTick?.cancel()
    nextTick = nil
    isClosing = true
    session.close()
    connection.disconnected(lastError)
  }
}
