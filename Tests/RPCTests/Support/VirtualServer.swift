import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Synchronization
import TLS

/// A server without sockets, whose loop and clocks stand still until a test moves them.
///
/// Everything happens on the thread of the test, which therefore must not suspend.
final class VirtualServer {
  let loop = EmbeddedEventLoop()
  let server: RPCServer
  let records = RecordedCalls()
  let events = RecordedEvents()
  let wallClock = WallClockHand()
  private var channels: [EmbeddedChannel] = []

  init(
    router: RPCRouter = EchoService.router(), limits: RPCLimits = .defaults,
    pathsServedUnderOverload: Set<String> = [],
    admit: @escaping RPCAdmission = { _ in .admit(requestBytesMax: .max) }
  ) {
    let (records, events, wallClock) = (records, events, wallClock)
    server = RPCServer(
      router: router, group: loop, limits: limits,
      options: ServerOptions(
        admit: admit, observe: { records.append($0) }, observeConnection: { events.append($0) },
        pathsServedUnderOverload: pathsServedUnderOverload, random: { 7 },
        wallClockSeconds: { wallClock.seconds }),
      security: { _ in })
  }

  /// Connections and timers hold each other until they end.
  deinit {
    for channel in channels { channel.close(promise: nil) }
    loop.run()
    try? loop.syncShutdownGracefully()
  }

  /// A peer that has proved who it is and has sent its settings, unless told otherwise.
  func connect(
    _ name: String = "tester", certificateEndSeconds: Int64 = .max, isVerified: Bool = true,
    isGreeted: Bool = true
  ) throws -> VirtualPeer {
    let channel = EmbeddedChannel(loop: loop)
    channels.append(channel)
    try server.accept(channel)
    let peer = VirtualPeer(channel, of: self)
    loop.run()
    guard !peer.isClosed else { return peer }
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/virtual")).wait()
    if isVerified {
      try peer.verify(name, certificateEndSeconds: certificateEndSeconds)
    }
    if isVerified, isGreeted {
      try peer.send(bytes: RawFrame.preface + RawFrame.settings.bytes)
    }
    return peer
  }

  func advance(_ time: TimeAmount) {
    loop.advanceTime(by: time)
    loop.run()
  }
}

/// The other end of a connection of a ``VirtualServer``.
final class VirtualPeer {
  private let channel: EmbeddedChannel
  /// Held, because it ends its connections with itself.
  private let server: VirtualServer
  private var reader = FrameReader(hasPreface: false)
  private var received: [RawFrame] = []
  private let closed = Signal()

  init(_ channel: EmbeddedChannel, of server: VirtualServer) {
    self.channel = channel
    self.server = server
    let closed = closed
    channel.closeFuture.whenComplete { _ in closed.raise() }
  }

  func verify(_ name: String, certificateEndSeconds: Int64 = .max) throws {
    struct Unusable: Error {}
    guard let identity = TLSIdentity(kind: .client, name: name) else { throw Unusable() }
    channel.pipeline.fireUserInboundEventTriggered(
      TLSHandshakeCompleted(
        identity: identity, serialNumber: name, notAfterSeconds: certificateEndSeconds))
  }

  func send(bytes: [UInt8]) throws {
    guard channel.isActive else { return }
    try channel.writeInbound(ByteBuffer(bytes: bytes))
    channel.embeddedEventLoop.run()
  }

  func send(_ frames: RawFrame...) throws {
    try send(bytes: frames.flatMap(\.bytes))
  }

  /// Everything that has come since the connection began.
  var frames: [RawFrame] {
    while let buffer = try? channel.readOutbound(as: ByteBuffer.self) {
      received += reader.read(buffer.readableBytesView)
    }
    return received
  }

  /// The bytes that have come since the last time, for those who read frames themselves.
  func takeBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    while let buffer = try? channel.readOutbound(as: ByteBuffer.self) {
      bytes += buffer.readableBytesView
    }
    return bytes
  }

  var isClosed: Bool { closed.isRaised }

  /// The peer goes away.
  func close() throws {
    channel.close(promise: nil)
    channel.embeddedEventLoop.run()
  }

  /// Whether the server takes a write; what it has waits while not.
  func setWritable(_ isWritable: Bool) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
    channel.embeddedEventLoop.run()
  }

  /// The status of a stream that has ended, nil before.
  func status(_ stream: UInt32) -> Int? {
    let all = frames
    let headers = all.filter { $0.kind == RawFrame.Kind.headers }
    for (frame, fields) in zip(headers, ReadHeaders.all(in: all)) where frame.stream == stream {
      if let status = fields["grpc-status"] { return Int(status) }
    }
    return nil
  }

  /// What GOAWAY frames said: the last stream and the code.
  var farewells: [[UInt32]] {
    frames.filter { $0.kind == RawFrame.Kind.goAway }.map { [$0.code(at: 0), $0.code(at: 4)] }
  }

  /// Answers every PING that has come and is not answered.
  func answerPings() throws {
    let pings = frames.filter { $0.kind == RawFrame.Kind.ping && $0.flags & 1 == 0 }
    for ping in pings.dropFirst(answered) {
      try send(RawFrame(kind: RawFrame.Kind.ping, flags: 1, payload: ping.payload))
    }
    answered = pings.count
  }

  private var answered = 0
}

/// A wall clock that a test sets.
final class WallClockHand: Sendable {
  private let state = Mutex<Int64?>(1_000)

  var seconds: Int64? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// What a server said of its connections.
final class RecordedEvents: Sendable {
  private let state = Mutex<[RPCConnectionEvent]>([])

  func append(_ event: RPCConnectionEvent) {
    state.withLock { $0.append(event) }
  }

  var all: [RPCConnectionEvent] { state.withLock { $0 } }
}
