public import NIOCore
import NIOPosix
import Synchronization
public import TLS

/// A gRPC server on any number of addresses, always over mutually authenticated TLS.
///
/// Make it, ``start(on:)`` it, and ``shutdown(drainTimeMax:)`` it: a server is used once.
public final class RPCServer: Sendable {
  private let service: ServerService
  private let security: @Sendable (any Channel) throws -> Void
  private let group: any EventLoopGroup
  private let state = Mutex(ServerState())

  /// A server that listens nowhere yet.
  ///
  /// - Parameters:
  ///   - router: The methods.
  ///   - tls: Our certificate and the authority whose certificates we accept.
  ///   - group: The event loops; one loop per process serves best.
  ///   - limits: Every bound.
  ///   - pathsServedUnderOverload: Methods, such as that of health, which are let through when the
  ///     server refuses others because of its load.
  ///   - random: The source of jitter in what refused callers are told to wait.
  ///   - admit: Asked before each call.
  ///   - observe: Told of each call's end.
  ///   - observeConnection: Told of connections as they come and go.
  public convenience init(
    router: RPCRouter, tls: TLSContext, group: any EventLoopGroup, limits: RPCLimits = .defaults,
    pathsServedUnderOverload: Set<String> = [],
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
    admit: @escaping RPCAdmission = { _ in .admit(requestBytesMax: .max) },
    observe: @escaping RPCObserver = { _ in },
    observeConnection: @escaping RPCConnectionObserver = { _ in }
  ) {
    var tlsLimits = TLSLimits.defaults
    tlsLimits.handshakeTimeMax = limits.handshakeTimeMax
    // Half of the time is for the end of HTTP/2, half for that of TLS.
    tlsLimits.closeTimeMax = limits.lingerTimeMax / 2
    let handshakeLimits = tlsLimits
    self.init(
      router: router, group: group, limits: limits,
      options: ServerOptions(
        admit: admit, observe: observe, observeConnection: observeConnection,
        pathsServedUnderOverload: pathsServedUnderOverload, random: random,
        wallClockSeconds: TLSClock.system.nowSeconds),
      security: { channel in
        try channel.pipeline.syncOperations.addHandler(
          TLSHandler(context: tls, role: .server, limits: handshakeLimits))
      })
  }

  /// The same with another way to secure a channel and other clocks, for tests of the protocol alone.
  package init(
    router: RPCRouter, group: any EventLoopGroup, limits: RPCLimits, options: ServerOptions,
    security: @escaping @Sendable (any Channel) throws -> Void
  ) {
    self.service = ServerService(routes: router.table(), limits: limits, options: options)
    self.security = security
    self.group = group
  }

  /// Where the server listens, with the ports that the system chose.
  public var addresses: [RPCAddress] {
    state.withLock { $0.listeners.map(\.address) }
  }

  /// How many connections are open.
  public var connectionCount: Int {
    state.withLock { $0.connections.count }
  }

  /// How many calls have a handler or an open stream.
  public var callsInFlight: Int { service.load.callsInFlight }

  /// Bytes of requests that no handler has read, and of responses that no socket has taken.
  public var bufferedBytes: Int { service.load.bufferedBytes }

  /// Listens on all addresses, or on none when one of them fails.
  ///
  /// A socket file that nobody listens on is replaced.
  ///
  /// - Throws: ``RPCError`` that says what is wrong with an address, or the system's error.
  public func start(on addresses: [RPCAddress]) async throws {
    for address in addresses { try address.validate() }
    do {
      for address in addresses {
        let listener = try await listen(on: address)
        state.withLock { $0.listeners.append(listener) }
      }
    } catch {
      await closeListeners()
      throw error
    }
  }

  /// Stops listening, lets open calls finish for at most `drainTimeMax`, then ends the rest.
  ///
  /// A peer that takes no bytes and answers nothing makes it take ``RPCLimits/lingerTimeMax`` longer.
  public func shutdown(drainTimeMax: Duration = .seconds(20)) async {
    await closeListeners()
    drain(timeMax: drainTimeMax)
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { $0.whenEmpty(continuation) }
      if isDone { continuation.resume() }
    }
  }

  /// Takes no more connections and ends those that are open, each within `timeMax` and what a
  /// farewell takes.
  package func drain(timeMax: Duration) {
    for connection in state.withLock({ $0.startDrain() }) {
      connection.onLoop { $0.end(gracefully: timeMax) }
    }
  }

  /// Ends the connections of certain peers, such as those whose certificates were taken back.
  ///
  /// Connections whose peers have not proved who they are stay: the handshake decides about them.
  ///
  /// - Parameters:
  ///   - drainTimeMax: How long open calls may take to finish, while no new ones are begun; nil ends
  ///     them at once with UNAVAILABLE.
  ///   - isMatch: Which peers are meant; called on the event loops.
  public func closeConnections(
    gracefully drainTimeMax: Duration?, where isMatch: @escaping @Sendable (RPCPeer) -> Bool
  ) {
    for connection in state.withLock({ Array($0.connections.values) }) {
      connection.onLoop { $0.end(gracefully: drainTimeMax, where: isMatch) }
    }
  }
}

extension RPCServer {
  private func listen(on address: RPCAddress) async throws -> Listener {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
      // The end of the input is left to the layer of TLS, which closes in turn with others.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try self.accept(channel) }
      }
    switch address {
    case .tcp(let host, let port):
      let channel =
        try await bootstrap
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .bind(host: host, port: port).get()
      return Listener(
        channel: channel, address: .tcp(host: host, port: channel.localAddress?.port ?? port))
    case .unix(let path):
      try await SocketFile.removeStale(path, group: group)
      let channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
      return Listener(channel: channel, address: address)
    }
  }

  /// Serves a connection that has just come to be; on its loop.
  package func accept(_ channel: any Channel) throws {
    let connection = ServerConnection(channel: channel, service: service)
    let handle = ConnectionHandle(channel: channel, connection: connection)
    guard isWelcome(handle) else {
      service.options.observeConnection(.refused)
      channel.close(promise: nil)
      return
    }
    channel.closeFuture.whenComplete { _ in self.ended(handle) }
    let session = try HTTP2Session(
      role: .server, limits: service.limits, owner: connection, load: service.load)
    connection.attach(session)
    do {
      try security(channel)
      try channel.pipeline.syncOperations.addHandler(
        HTTP2ChannelHandler(session: session, connection: connection, limits: service.limits))
    } catch {
      session.close()
      throw error
    }
  }

  /// Counts the connection, unless there are too many of them or too many in their handshake.
  private func isWelcome(_ handle: ConnectionHandle) -> Bool {
    let limits = service.limits
    return state.withLock { state in
      guard !state.isDraining, state.connections.count < limits.connectionsMax,
        service.load.beginHandshake(max: limits.handshakesMax)
      else { return false }
      state.connections[ObjectIdentifier(handle.channel)] = handle
      return true
    }
  }

  private func ended(_ handle: ConnectionHandle) {
    handle.assumeOnLoop { $0.endHandshake() }
    let waiting = state.withLock { state in
      state.connections[ObjectIdentifier(handle.channel)] = nil
      return state.takeWaitingIfEmpty()
    }
    for continuation in waiting { continuation.resume() }
  }

  private func closeListeners() async {
    let listeners = state.withLock { state in
      defer { state.listeners = [] }
      return state.listeners
    }
    for listener in listeners {
      // The file goes first: once nobody listens, a successor may have put its own there.
      if case .unix(let path) = listener.address { SocketFile.remove(path) }
      try? await listener.channel.close().get()
    }
  }
}
