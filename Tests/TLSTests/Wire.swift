import NIOCore
import NIOEmbedded
import TLS

/// Our handler on an embedded channel with a raw OpenSSL peer at the other end: no sockets, and time
/// moves only when told to.
final class Wire {
  let loop = EmbeddedEventLoop()
  let channel: EmbeddedChannel
  let peer: RawPeer
  private let finished: EventLoopPromise<Sighting>
  private let outputEnd = OutputEnd()
  /// Every byte our side sent, as it stood on the wire.
  private(set) var sent: [UInt8] = []

  init(
    context: TLSContext, peer: RawPeer, greeting: [UInt8] = [], isEcho: Bool = false,
    limits: TLSLimits = .defaults
  ) throws {
    let role: TLSHandler.Role =
      context.configuration.role == .server ? .server : .client(expecting: .any)
    self.finished = self.loop.makePromise()
    self.peer = peer
    self.channel = EmbeddedChannel(loop: self.loop)
    try self.channel.pipeline.syncOperations.addHandlers([
      self.outputEnd,
      TLSHandler(context: context, role: role, limits: limits),
      Recorder(greeting: greeting, isEcho: isEcho, finished: self.finished),
    ])
    self.channel.connect(to: try SocketAddress(unixDomainSocketPath: "/nowhere"), promise: nil)
  }

  /// Handler and timer hold each other until the connection ends.
  deinit {
    self.channel.close(promise: nil)
    // A peer that is gone never answers the farewell.
    self.loop.advanceTime(by: .seconds(10))
    try? self.loop.syncShutdownGracefully()
  }

  /// How often our side has asked the socket for more.
  var readCount: Int { self.outputEnd.readCount }

  /// Whether our side has told the socket that no more bytes come.
  var isOutputEnded: Bool { self.outputEnd.isEnded }

  /// Carries bytes both ways until neither side has any.
  func settle() throws {
    while true {
      self.peer.receive(try self.takeSent())
      let answer = self.peer.takeOutput()
      guard !answer.isEmpty else { return }
      self.deliver(answer)
    }
  }

  /// Delivers bytes to our side as one read.
  func deliver(_ bytes: [UInt8]) {
    guard self.channel.isActive else { return }
    self.channel.pipeline.fireChannelRead(ByteBuffer(bytes: bytes))
    self.channel.pipeline.fireChannelReadComplete()
    self.loop.run()
  }

  /// Takes what our side sent since the last call.
  func takeSent() throws -> [UInt8] {
    self.loop.run()
    var bytes: [UInt8] = []
    while let buffer = try self.channel.readOutbound(as: ByteBuffer.self) {
      bytes += buffer.readableBytesView
    }
    self.sent += bytes
    return bytes
  }

  /// Ends the connection, if it has not ended, and tells what the layer above TLS saw.
  func sighting() throws -> Sighting {
    self.channel.pipeline.fireChannelInactive()
    self.loop.run()
    return try self.finished.futureResult.wait()
  }
}

/// Notes what our side asks of the socket; the end of the output an embedded channel would take for the
/// end of everything.
private final class OutputEnd: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private(set) var isEnded = false
  private(set) var readCount = 0

  func read(context: ChannelHandlerContext) {
    self.readCount += 1
    context.read()
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard mode == .output else { return context.close(mode: mode, promise: promise) }
    self.isEnded = true
    promise?.succeed()
  }
}
