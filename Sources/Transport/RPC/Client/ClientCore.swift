import NIOCore
import NIOPosix

/// The part of a client that lives on its event loop: the connection, and the calls that wait.
///
/// Sendable although mutable: everything but the constants is touched on `eventLoop` only.
final class ClientCore: @unchecked Sendable {
  let eventLoop: any EventLoop
  let limits: RPCLimits
  let executor: LoopExecutor
  private let target: RPCTarget
  private let backoff: RPCBackoff
  private let random: @Sendable () -> UInt64
  private let security: @Sendable (any Channel) throws -> Void

  private var machine = ConnectionStateMachine()
  private var current: ClientConnection?
  /// All connections that exist, the current one included.
  private var connections: [ObjectIdentifier: ClientConnection] = [:]
  private var waiting = CircularBuffer<ClientCall>()
  private var deadlines = DeadlineWatch()
  private var deadlineTimer: Scheduled<Void>?
  private var lastFailure = "the peer cannot be reached"
  private var whenClosed: [CheckedContinuation<Void, Never>] = []
  private var isServing = false

  init(
    target: RPCTarget, eventLoop: any EventLoop, limits: RPCLimits, backoff: RPCBackoff,
    random: @escaping @Sendable () -> UInt64,
    security: @escaping @Sendable (any Channel) throws -> Void
  ) {
    self.target = target
    self.eventLoop = eventLoop
    self.limits = limits
    self.executor = LoopExecutor(eventLoop)
    self.backoff = backoff
    self.random = random
    self.security = security
  }
}

// MARK: - Calls

extension ClientCore {
  /// Makes the call as soon as there is a connection with room.
  func submit(_ call: ClientCall) {
    if let deadline = call.deadline { watch(deadline) }
    switch machine.call(isWaitForReady: call.isWaitForReady) {
    case .open:
      guard waiting.isEmpty, let current, current.hasRoom else { return enqueue(call) }
      current.open(call)
    case .connect:
      enqueue(call)
      connect()
    case .wait:
      enqueue(call)
    case .failUnavailable:
      call.end(RPCError(.unavailable, lastFailure))
    case .failClosed:
      call.end(RPCError(.unavailable, "the client is closed"))
    }
  }

  /// Makes a call again that a peer has not begun with.
  func resubmit(_ call: ClientCall) {
    eventLoop.execute { call.submit() }
  }

  /// The call has ended while it waited.
  func forget(_ call: ClientCall) {
    waiting.removeAll { $0 === call }
  }

  private func enqueue(_ call: ClientCall) {
    guard waiting.count < limits.waitingCallsMax else {
      return call.end(RPCError(.resourceExhausted, "too many calls wait for a connection"))
    }
    waiting.append(call)
  }

  /// Opens as many waiting calls as there is room for.
  func serveWaiting() {
    guard !isServing else { return }
    isServing = true
    defer { isServing = false }
    while let current, current.hasRoom, let call = waiting.popFirst() {
      current.open(call)
    }
  }
}

// MARK: - Deadlines

extension ClientCore {
  private func watch(_ deadline: NIODeadline) {
    guard deadlines.watch(deadline) == .schedule else { return }
    deadlineTimer?.cancel()
    deadlineTimer = eventLoop.scheduleTask(deadline: deadline) { [weak self] in
      self?.expire(deadline)
    }
  }

  private func expire(_ deadline: NIODeadline) {
    guard deadlines.fired(deadline) else { return }
    let now = NIODeadline.now()
    for call in Array(waiting) + connections.values.flatMap(\.calls) {
      guard !call.isEnded, let end = call.deadline else { continue }
      if end <= now { call.expire() } else { watch(end) }
    }
  }
}

// MARK: - Connections

extension ClientCore {
  private func connect() {
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(limits.connectTimeMax))
    let future =
      switch target {
      case .tcp(let host, let port):
        bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .connect(host: host, port: port)
      case .unix(let path):
        bootstrap.connect(unixDomainSocketPath: path)
      }
    future.hop(to: eventLoop).whenComplete { result in
      switch result {
      case .success(let channel): self.opened(channel)
      case .failure(let error): self.connectFailed(error)
      }
    }
  }

  private func opened(_ channel: any Channel) {
    let authority =
      switch target {
      case .tcp(let host, let port): "\(host):\(port)"
      case .unix: "localhost"
      }
    let connection = ClientConnection(core: self, channel: channel, authority: authority)
    do {
      guard !machine.isClosed else { throw ChannelError.ioOnClosedChannel }
      try install(connection, on: channel)
      connections[ObjectIdentifier(connection)] = connection
    } catch {
      connection.session?.close()
      channel.close(promise: nil)
      connectFailed(error)
    }
  }

  private func install(_ connection: ClientConnection, on channel: any Channel) throws {
    let session = try HTTP2Session(role: .client, limits: limits, owner: connection)
    connection.attach(session)
    try security(channel)
    let handler = HTTP2ChannelHandler(session: session, connection: connection, limits: limits)
    try channel.pipeline.syncOperations.addHandler(handler)
    guard channel.isActive else { throw ChannelError.ioOnClosedChannel }
  }

  /// The peer is verified.
  func connected(_ connection: ClientConnection) {
    guard machine.connected() == .serveWaiting else {
      connection.channel.close(promise: nil)
      return
    }
    current = connection
    serveWaiting()
  }

  /// The peer takes no more calls on this connection; the open ones go on.
  func draining(_ connection: ClientConnection) {
    guard current === connection else { return }
    current = nil
    switch machine.connectionEnded(hasWaiting: !waiting.isEmpty) {
    case .connect: connect()
    case .pause(let failures): pause(failures: failures)
    case .ignore: break
    }
  }

  /// A call has been answered on the current connection.
  func proved() {
    machine.proved()
  }

  /// The connection is gone; `wasReady` tells a loss from a failed attempt.
  func disconnected(_ connection: ClientConnection, wasReady: Bool, reason: (any Error)?) {
    connections[ObjectIdentifier(connection)] = nil
    if !wasReady {
      connectFailed(reason)
    } else {
      draining(connection)
    }
    finishClosing()
  }

  private func connectFailed(_ reason: (any Error)?) {
    guard case .pause(let failures) = machine.connectFailed() else { return }
    lastFailure = "the peer cannot be reached: \(ConnectionFailure.describe(reason))"
    let failed = waiting.filter { !$0.isWaitForReady }
    waiting.removeAll { !$0.isWaitForReady }
    for call in failed { call.end(RPCError(.unavailable, lastFailure)) }
    pause(failures: failures)
  }

  private func pause(failures: Int) {
    let delay = backoff.delay(failures: failures, random: random())
    eventLoop.scheduleTask(in: TimeAmount(delay)) {
      if self.machine.pauseEnded(hasWaiting: !self.waiting.isEmpty) == .connect { self.connect() }
    }
  }
}

// MARK: - Closing

extension ClientCore {
  func close(_ continuation: CheckedContinuation<Void, Never>?) {
    if let continuation { whenClosed.append(continuation) }
    if machine.close() == .closeConnections {
      current = nil
      deadlineTimer?.cancel()
      let error = RPCError(.unavailable, "the client is closed")
      for call in Array(waiting) { call.end(error) }
      for connection in connections.values {
        for call in connection.calls { call.end(error) }
        connection.session?.terminate(.noError)
        connection.channel.close(promise: nil)
      }
    }
    finishClosing()
  }

  private func finishClosing() {
    guard connections.isEmpty, !whenClosed.isEmpty else { return }
    let continuations = whenClosed
    whenClosed = []
    for continuation in continuations { continuation.resume() }
  }
}
