import NIOCore

/// The part of a client that lives on its event loop: the addresses, and the calls that wait.
///
/// Sendable although mutable: everything but the constants is touched on `eventLoop` only.
final class ClientCore: @unchecked Sendable {
  let eventLoop: any EventLoop
  let limits: RPCLimits
  let executor: LoopExecutor
  let connector: RPCConnector
  let backoff: RPCBackoff
  let random: @Sendable () -> UInt64
  let wallClockSeconds: @Sendable () -> Int64?
  let observeConnection: RPCConnectionObserver

  let subchannels: [Subchannel]
  var picker: AddressPicker
  /// All connections that exist, those included that take no more calls.
  var connections: [ObjectIdentifier: ClientConnection] = [:]
  /// Calls that wait for a connection with room, in the order they came.
  private(set) var waiting = CircularBuffer<ClientCall>()
  /// Calls that wait before they are made again.
  private var resting: [ClientCall] = []
  private var retry: RetryStateMachine?
  private var deadlines = DeadlineWatch()
  private var deadlineTimer: Scheduled<Void>?
  var lastFailure = "the peer cannot be reached"
  private var whenClosed: [CheckedContinuation<Void, Never>] = []
  private var isServing = false
  private var isSweeping = false

  init(_ settings: ClientSettings, eventLoop: any EventLoop, connector: RPCConnector) {
    self.eventLoop = eventLoop
    self.limits = settings.limits
    self.executor = LoopExecutor(eventLoop)
    self.connector = connector
    self.backoff = settings.backoff
    self.random = settings.random
    self.wallClockSeconds = settings.wallClockSeconds
    self.observeConnection = settings.observeConnection
    self.retry = settings.retry.map { RetryStateMachine(policy: $0) }
    subchannels = settings.targets.map { Subchannel($0, limits: settings.limits) }
    picker = AddressPicker(count: settings.targets.count, balancing: settings.balancing)
  }
}

// MARK: - Calls

extension ClientCore {
  /// Takes a new call.
  func offer(_ call: ClientCall) {
    retry?.offered()
    submit(call)
  }

  /// Makes the call as soon as there is a connection with room.
  func submit(_ call: ClientCall) {
    if let deadline = call.deadline { watch(deadline) }
    switch picker.call(isWaitForReady: call.isWaitForReady) {
    case .open(let wanted):
      if waiting.isEmpty, let connection = connectionWithRoom() {
        connection.open(call)
      } else {
        enqueue(call)
      }
      connect(wanted)
    case .wait(let wanted):
      enqueue(call)
      connect(wanted)
    case .failUnavailable:
      call.refuse(RPCError(.unavailable, lastFailure))
    case .failClosed:
      call.end(RPCError(.unavailable, "the client is closed"))
    }
  }

  /// Makes a call again that a peer has not begun with.
  func resubmit(_ call: ClientCall) {
    eventLoop.execute { call.resubmit() }
  }

  /// The call has ended while it waited.
  func forget(_ call: ClientCall) {
    guard !isSweeping else { return }
    waiting.removeAll { $0 === call }
    resting.removeAll { $0 === call }
  }

  /// Ends calls of which many may wait, and forgets them together afterwards.
  private func sweeping(_ body: () -> Void) {
    isSweeping = true
    body()
    isSweeping = false
    waiting.removeAll(where: \.isEnded)
    resting.removeAll(where: \.isEnded)
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
    while !waiting.isEmpty, let connection = connectionWithRoom(), let call = waiting.popFirst() {
      connection.open(call)
    }
  }

  private func connectionWithRoom() -> ClientConnection? {
    picker.next { subchannels[$0].connection?.hasRoom ?? false }
      .flatMap { subchannels[$0].connection }
  }

  /// Every address has failed: the calls that do not wait for better times have nothing to wait for.
  func failImpatient() {
    let failed = waiting.filter { !$0.isWaitForReady }
    waiting.removeAll { !$0.isWaitForReady }
    for call in failed { call.refuse(RPCError(.unavailable, lastFailure)) }
  }
}

// MARK: - Repeated calls

extension ClientCore {
  /// Whether failed calls are made again at all.
  var isRepeating: Bool { retry != nil }

  /// How long to wait before the call is made again; nil when its failure is final.
  func repeatDelay(
    of call: ClientCall, after error: RPCError, isUnprocessed: Bool
  ) -> Duration? {
    guard retry != nil, resting.count < limits.waitingCallsMax else { return nil }
    let timeLeft = call.deadline.map { Duration($0 - eventLoop.now) }
    let attempt = call.failedAttempt(error, isUnprocessed: isUnprocessed, timeLeft: timeLeft)
    guard let attempt else { return nil }
    switch retry?.failed(attempt, random: random()) {
    case .retry(let delay): return delay
    case .giveUp, nil: return nil
    }
  }

  /// Makes the call again after a while.
  func rest(_ call: ClientCall, for delay: Duration) {
    resting.append(call)
    eventLoop.scheduleTask(in: TimeAmount(delay)) {
      guard let index = self.resting.firstIndex(where: { $0 === call }) else { return }
      self.resting.remove(at: index)
      call.resubmit()
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
    let now = eventLoop.now
    sweeping {
      for call in allCalls {
        guard !call.isEnded, let end = call.deadline else { continue }
        if end <= now { call.expire() } else { watch(end) }
      }
    }
  }

  /// Every call that has not ended, except those between two turns of the loop.
  private var allCalls: [ClientCall] {
    Array(waiting) + resting + connections.values.flatMap(\.calls)
  }

  /// What is there now.
  var census: ClientCensus {
    ClientCensus(
      connections: connections.count, openCalls: connections.values.map(\.calls.count).reduce(0, +),
      waitingCalls: waiting.count, restingCalls: resting.count,
      waitingWriters: allCalls.map(\.waitingWriters).reduce(0, +))
  }
}

// MARK: - Closing

extension ClientCore {
  func close(_ continuation: CheckedContinuation<Void, Never>?) {
    if let continuation { whenClosed.append(continuation) }
    if picker.close() == .closeConnections {
      deadlineTimer?.cancel()
      for subchannel in subchannels { subchannel.connection = nil }
      let error = RPCError(.unavailable, "the client is closed")
      sweeping { for call in allCalls { call.end(error) } }
      for connection in connections.values { connection.leave() }
    }
    finishClosing()
  }

  /// Moves calls away from connections whose peers match.
  func endConnections(gracefully timeMax: Duration?, where isMatch: (RPCPeer) -> Bool) {
    for connection in Array(connections.values) {
      connection.end(gracefully: timeMax, where: isMatch)
    }
  }

  func finishClosing() {
    guard connections.isEmpty, !whenClosed.isEmpty else { return }
    let continuations = whenClosed
    whenClosed = []
    for continuation in continuations { continuation.resume() }
  }
}
