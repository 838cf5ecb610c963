import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Synchronization
import TLS

/// Clients and scripted servers without sockets, on one loop whose time stands still until a test
/// moves it.
final class VirtualNetwork: Sendable {
  /// What becomes of an attempt to connect.
  enum Reach: Sendable {
    /// Nobody listens.
    case refuses
    /// No answer ever comes.
    case swallows
    /// A server answers and follows the script.
    case serves(PeerScript)
  }

  /// One attempt to connect.
  struct Attempt: Sendable, Hashable {
    let target: RPCTarget
    let milliseconds: Int64
  }

  private struct State {
    var reach: [RPCTarget: Reach] = [:]
    var opened: [ObjectIdentifier: RPCTarget] = [:]
    var connections: [RPCTarget: Int] = [:]
  }

  let loop = NIOAsyncTestingEventLoop()
  let attempts = Journal<Attempt>()
  let frames = Journal<(target: RPCTarget, frame: RawFrame)>()
  /// The wall clock of the clients.
  let wallSeconds = Mutex<Int64?>(1_000)
  private let certificateEndSeconds: Int64
  private let state = Mutex(State())

  /// A network whose servers show certificates that end then.
  init(certificateEndSeconds: Int64 = .max) {
    self.certificateEndSeconds = certificateEndSeconds
  }

  static func target(_ number: Int) -> RPCTarget { .tcp(host: "10.0.0.\(number)", port: 443) }

  func set(_ reach: Reach, at target: RPCTarget) {
    state.withLock { $0.reach[target] = reach }
  }

  func client(
    _ targets: [RPCTarget], _ balancing: RPCBalancing = .pickFirst,
    limits: RPCLimits = .defaults, backoff: RPCBackoff = .defaults,
    retry: RPCRetryPolicy? = nil, random: @escaping @Sendable () -> UInt64 = { 20 }
  ) -> RPCClient {
    var settings = ClientSettings(
      targets: targets, balancing: balancing, limits: limits, backoff: backoff, retry: retry,
      random: random)
    settings.wallClockSeconds = { self.wallSeconds.withLock { $0 } }
    return RPCClient(
      settings, eventLoop: loop,
      connector: RPCConnector(
        connect: { target, _ in self.connect(to: target) }, secure: { try self.secure($0) }))
  }

  /// How many calls have begun at a server.
  func calls(at target: RPCTarget) -> Int {
    frames.all.count { $0.target == target && $0.frame.kind == RawFrame.Kind.headers }
  }

  /// How many calls have begun anywhere.
  var callsEverywhere: Int { frames.all.count { $0.frame.kind == RawFrame.Kind.headers } }

  /// Waits until so many calls have begun anywhere.
  func wait(forCalls count: Int) async {
    await frames.wait { frames in
      frames.count { $0.frame.kind == RawFrame.Kind.headers } >= count
    }
  }

  /// Lets time pass until so many entries are there.
  func pass<Entry>(until journal: Journal<Entry>, has count: Int) async {
    while journal.all.count < count {
      await loop.advanceTime(by: .milliseconds(10))
      await Task.yield()
    }
  }

  private func connect(to target: RPCTarget) -> EventLoopFuture<any Channel> {
    let milliseconds = Int64(clamping: loop.now.uptimeNanoseconds) / 1_000_000
    attempts.append(Attempt(target: target, milliseconds: milliseconds))
    switch state.withLock({ $0.reach[target] ?? .refuses }) {
    case .refuses:
      return loop.makeFailedFuture(ChannelError.connectTimeout(.seconds(0)))
    case .swallows:
      // Never answered within the time of any test; the loop would complain of a lost promise.
      let promise = loop.makePromise(of: (any Channel).self)
      loop.scheduleTask(in: .hours(1)) { promise.fail(ChannelError.connectTimeout(.hours(1))) }
      return promise.futureResult
    case .serves:
      let channel = NIOAsyncTestingChannel(loop: loop)
      state.withLock { $0.opened[ObjectIdentifier(channel)] = target }
      do {
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        return channel.connect(to: address).map { channel }
      } catch {
        return loop.makeFailedFuture(error)
      }
    }
  }

  private func secure(_ channel: any Channel) throws {
    let (target, number, reach) = try state.withLock { state in
      guard let target = state.opened.removeValue(forKey: ObjectIdentifier(channel)) else {
        throw ChannelError.ioOnClosedChannel
      }
      let number = state.connections[target, default: 0]
      state.connections[target] = number + 1
      return (target, number, state.reach[target] ?? .refuses)
    }
    guard case .serves(let script) = reach else { throw ChannelError.ioOnClosedChannel }
    let frames = frames
    try channel.pipeline.syncOperations.addHandler(
      VirtualPeerHandler(number: number, certificateEndSeconds: certificateEndSeconds) {
        connection, frame in
        frames.append((target, frame))
        script(connection, frame)
      })
  }
}

/// Stands where TLS would: takes what the client writes, and gives it what the server says.
private final class VirtualPeerHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  private let number: Int
  private let certificateEndSeconds: Int64
  private let script: PeerScript
  private var connection: PeerConnection?

  init(number: Int, certificateEndSeconds: Int64, script: @escaping PeerScript) {
    self.number = number
    self.certificateEndSeconds = certificateEndSeconds
    self.script = script
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let connection = PeerConnection(
      number: number, script: script,
      transmit: { bytes in
        // Later, as on any network: the client is in the middle of writing.
        context.eventLoop.assumeIsolated().execute {
          guard context.channel.isActive else { return }
          context.fireChannelRead(self.wrapInboundOut(ByteBuffer(bytes: bytes)))
          context.fireChannelReadComplete()
        }
      },
      end: {
        context.eventLoop.assumeIsolated().execute { context.close(promise: nil) }
      })
    self.connection = connection
    let endSeconds = certificateEndSeconds
    context.eventLoop.assumeIsolated().execute {
      guard let identity = TLSIdentity(kind: .service, name: "payment") else { return }
      // What is sent arrives later; the server's settings come before all else.
      connection.send(.settings)
      context.fireUserInboundEventTriggered(
        TLSHandshakeCompleted(identity: identity, serialNumber: "1", notAfterSeconds: endSeconds))
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    connection = nil
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    promise?.succeed()
    connection?.receive(unwrapOutboundIn(data).readableBytesView)
  }
}
