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
  let state = Mutex(ServerState())

  /// A server that listens nowhere yet.
  ///
  /// - Parameters:
  ///   - router: The methods.
  ///   - tls: Our certificate and the authority whose certificates we accept.
  ///   - group: The event loops; one loop per process serves best.
  ///   - limits: Every bound.
  ///   - authorize: Asked before each call.
  ///   - observe: Told of each call's end.
  ///   - observeConnection: Told of connections as they come and go.
  public convenience init(
    router: RPCRouter, tls: TLSContext, group: any EventLoopGroup, limits: RPCLimits = .defaults,
    authorize: @escaping RPCAuthorization = { _, _, _ in nil },
    observe: @escaping RPCObserver = { _ in },
    observeConnection: @escaping RPCConnectionObserver = { _ in }
  ) {
    var tlsLimits = TLSLimits.defaults
    tlsLimits.handshakeTimeMax = limits.handshakeTimeMax
    let handshakeLimits = tlsLimits
    self.init(
      router: router, group: group, limits: limits, authorize: authorize, observe: observe,
      observeConnection: observeConnection,
      security: { channel in
        try channel.pipeline.syncOperations.addHandler(
          TLSHandler(context: tls, role: .server, limits: handshakeLimits))
      })
  }

  /// The same with another way to secure a channel, for tests of the protocol alone.
  init(
    router: RPCRouter, group: any EventLoopGroup, limits: RPCLimits,
    authorize: @escaping RPCAuthorization, observe: @escaping RPCObserver,
    observeConnection: @escaping RPCConnectionObserver,
    security: @escaping @Sendable (any Channel) throws -> Void
  ) {
    self.service = ServerService(
      routes: router.table(), limits: limits, authorize: authorize, observe: observe,
      observeConnection: observeConnection)
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
  public func shutdown(drainTimeMax: Duration = .seconds(20)) async {
    await closeListeners()
    let connections = state.withLock { $0.startDrain() }
    for connection in connections { connection.onLoop { $0.startDrain() } }
    let drainTime = TimeAmount(min(drainTimeMax, .seconds(86_400)))
    let timer = group.next().scheduleTask(in: drainTime) {
      for connection in self.state.withLock({ Array($0.connections.values) }) {
        connection.onLoop { $0.abandonCalls() }
      }
    }
    let deadline = group.next().scheduleTask(in: drainTime + .seconds(2)) {
      for connection in self.state.withLock({ Array($0.connections.values) }) {
        connection.channel.close(promise: nil)
      }
    }
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { $0.whenEmpty(continuation) }
      if isDone { continuation.resume() }
    }
    timer.cancel()
    deadline.cancel()
  }
}

extension RPCServer {
  private func listen(on address: RPCAddress) async throws -> Listener {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1_024)
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

  private func accept(_ channel: any Channel) throws {
    let connection = ServerConnection(eventLoop: channel.eventLoop, service: service)
    let handle = ConnectionHandle(channel: channel, connection: connection)
    let isWelcome = state.withLock { state in
      guard !state.isDraining, state.connections.count < service.limits.connectionsMax else {
        return false
      }
      state.connections[ObjectIdentifier(channel)] = handle
      return true
    }
    guard isWelcome else {
      service.observeConnection(.refused)
      channel.close(promise: nil)
      return
    }
    channel.closeFuture.whenComplete { _ in self.ended(channel) }
    let session = try HTTP2Session(role: .server, limits: service.limits, owner: connection)
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

  private func ended(_ channel: any Channel) {
    let waiting = state.withLock { state in
      state.connections[ObjectIdentifier(channel)] = nil
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
      try? await listener.channel.close().get()
      if case .unix(let path) = listener.address { SocketFile.remove(path) }
    }
  }
}
