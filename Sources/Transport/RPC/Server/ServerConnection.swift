import NIOCore

/// One accepted connection: makes calls of streams, runs their handlers, drains.
///
/// Owned by the channel's event loop.
final class ServerConnection: HTTP2Connection {
  let eventLoop: any EventLoop
  let service: ServerService
  private let executor: LoopExecutor
  private var session: HTTP2Session?
  private var peer: RPCPeer?
  /// Calls whose handlers start as soon as the session has read its bytes.
  private var ready: [(ServerCall, Route)] = []
  private var deadlines = DeadlineWatch()
  private var deadlineTimer: Scheduled<Void>?
  private var drain = DrainStage.serving
  private var end: Scheduled<Void>?

  /// How far the end of a connection has come.
  private enum DrainStage {
    case serving
    /// The peer knows; streams on their way are still taken.
    case announced
    /// No new streams are taken.
    case refusing
  }

  init(eventLoop: any EventLoop, service: ServerService) {
    self.eventLoop = eventLoop
    self.service = service
    self.executor = service.executor(for: eventLoop)
  }

  func attach(_ session: HTTP2Session) {
    self.session = session
  }

  func established(_ peer: RPCPeer) {
    self.peer = peer
    service.observeConnection(.established(peer))
    if drain != .serving { session?.announceShutdown() }
  }

  func openStream() -> HTTP2Stream? {
    guard let peer else { return nil }
    return ServerCall(connection: self, peer: peer)
  }

  func readCompleted() {
    startReady()
    executor.runPending()
  }

  func tick() {
    for case let call as ServerCall in session?.streams.all ?? [] { call.tick() }
    if drain == .announced { refuse() }
  }

  func disconnected(_ reason: (any Error)?) {
    guard session != nil else { return }
    ready.removeAll()
    service.observeConnection(.ended(peer, reason: ConnectionFailure.describe(reason)))
    deadlineTimer?.cancel()
    deadlineTimer = nil
    end?.cancel()
    end = nil
    session = nil
  }

  func settingsReceived() {}
  func goAwayReceived(isTooManyPings: Bool) {}
  func streamClosed() {}

  func pingAnswered() {
    if drain == .announced { refuse() }
  }
}

extension ServerConnection {
  /// The handler of the call may start; it will once the library has returned.
  func makeReady(_ call: ServerCall, _ route: Route) {
    ready.append((call, route))
  }

  private func startReady() {
    guard !ready.isEmpty else { return }
    let calls = ready
    ready.removeAll(keepingCapacity: true)
    for (call, route) in calls where call.isWanted { route.start(call) }
  }

  /// Ends the call at that time unless it has ended.
  func watch(_ deadline: NIODeadline) {
    guard deadlines.watch(deadline) == .schedule else { return }
    deadlineTimer?.cancel()
    deadlineTimer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.expire(deadline)
    }
  }

  private func expire(_ deadline: NIODeadline) {
    guard deadlines.fired(deadline) else { return }
    let now = NIODeadline.now()
    for case let call as ServerCall in session?.streams.all ?? [] {
      guard call.isWanted, let end = call.deadline else { continue }
      if end <= now { call.expire() } else { watch(end) }
    }
  }
}

extension ServerConnection {
  /// Announces the end, and refuses new calls after a round trip.
  func startDrain() {
    guard drain == .serving else { return }
    drain = .announced
    guard peer != nil else { return }
    session?.announceShutdown()
    session?.ping()
  }

  /// Announces the end to a peer that is meant, and ends what still runs after that time; false when
  /// the peer is not meant, or not known yet.
  func startEnd(within drainTime: TimeAmount, where isMeant: (RPCPeer) -> Bool) -> Bool {
    guard session != nil, let peer, isMeant(peer) else { return false }
    guard drainTime > .zero else {
      abandonCalls()
      return true
    }
    startDrain()
    guard end == nil else { return false }
    end = eventLoop.assumeIsolated().scheduleTask(in: drainTime) { self.abandonCalls() }
    return true
  }

  private func refuse() {
    drain = .refusing
    session?.goAway()
  }

  /// The time for draining is over: what still runs is ended.
  func abandonCalls() {
    for case let call as ServerCall in session?.streams.all ?? [] { call.abandon() }
    session?.terminate(.noError)
  }
}
