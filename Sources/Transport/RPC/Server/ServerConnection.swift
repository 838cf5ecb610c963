import NIOCore
import TLS

/// One accepted connection: makes calls of streams, runs their handlers, drains.
///
/// Owned by the channel's event loop.
final class ServerConnection: HTTP2Connection {
  let eventLoop: any EventLoop
  let service: ServerService
  let executor: LoopExecutor
  private let channel: any Channel
  private var isHandshaking = true
  private var session: HTTP2Session?
  private var peer: RPCPeer?
  /// What the identity of the peer has on this server; nil before it is proved and after the end.
  private(set) var identityLoad: IdentityLoad?
  /// Calls whose handlers start as soon as the session has read its bytes.
  private var ready: [(ServerCall, Route)] = []
  private var deadlines = DeadlineWatch()
  private var deadlineTimer: Scheduled<Void>?
  private var drain = DrainStage.serving
  private var abandonTimer: Scheduled<Void>?
  private var callsEnd = CallsEnd()

  /// How long calls may go on after the certificate of their caller has ended.
  private static let endedCertificateDrainTime = Duration.seconds(10)

  /// How far the end of a connection has come.
  private enum DrainStage: Equatable {
    case serving
    /// The peer knows; streams on their way are still taken. So many ticks have come since.
    case announced(ticks: Int)
    /// No new streams are taken.
    case refusing
  }

  init(channel: any Channel, service: ServerService) {
    self.channel = channel
    self.eventLoop = channel.eventLoop
    self.service = service
    self.executor = service.executor(for: eventLoop)
  }

  func attach(_ session: HTTP2Session) {
    self.session = session
  }

  func established(_ peer: RPCPeer) {
    endHandshake()
    identityLoad = service.load.beginConnection(
      of: peer.identity, max: service.limits.connectionsPerIdentityMax)
    guard identityLoad != nil else { return turnAway(peer) }
    self.peer = peer
    service.options.observeConnection(.established(peer))
    if drain != .serving { session?.announceShutdown() }
  }

  /// Closes the socket at once, below TLS: whoever has too many connections is not waited for.
  private func turnAway(_ peer: RPCPeer) {
    service.options.observeConnection(.turnedAway(peer, Self.tooManyConnections))
    eventLoop.assumeIsolated().execute {
      let tls = try? self.channel.pipeline.syncOperations.context(handlerType: TLSHandler.self)
      if let tls { tls.close(promise: nil) } else { self.channel.close(promise: nil) }
    }
  }

  /// The peer has proved who it is, or never will.
  func endHandshake() {
    guard isHandshaking else { return }
    isHandshaking = false
    service.load.endHandshake()
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
    awaitAnnouncement()
    if let peer, peer.hasCertificateEnded(service.options.wallClockSeconds) {
      end(gracefully: Self.endedCertificateDrainTime)
    }
  }

  func disconnected(_ reason: (any Error)?) {
    guard session != nil else { return }
    ready.removeAll()
    abandonTimer?.cancel()
    abandonTimer = nil
    service.options.observeConnection(ending(reason))
    if let peer, let identityLoad {
      service.load.endConnection(identityLoad, of: peer.identity)
      self.identityLoad = nil
    }
    deadlineTimer?.cancel()
    deadlineTimer = nil
    session = nil
  }

  private func ending(_ reason: (any Error)?) -> RPCConnectionEvent {
    let words = ConnectionFailure.describe(reason)
    guard peer == nil, let refused = (reason as? TLSError)?.refusedPeer else {
      return .ended(peer, reason: words)
    }
    return .turnedAway(
      RPCPeer(identity: refused.identity, serialNumber: refused.serialNumber),
      RPCError(.unauthenticated, words, reason: Self.certificateRefused))
  }

  private static let certificateRefused = "CERTIFICATE_REFUSED"
  private static let tooManyConnections = RPCError(
    .resourceExhausted, "too many connections of one identity", reason: "TOO_MANY_CONNECTIONS")

  func settingsReceived() {}
  func goAwayReceived(isTooManyPings: Bool, keepsStreams: Bool) {}
  func streamClosed() {}
  func closing() {}

  func pingAnswered() {
    if case .announced = drain { refuse() }
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
    let now = eventLoop.now
    for case let call as ServerCall in session?.streams.all ?? [] {
      guard call.isWanted, let end = call.deadline else { continue }
      if end <= now { call.expire() } else { watch(end) }
    }
  }
}

extension ServerConnection {
  /// Ends the connection if its peer is one of those; see ``RPCServer/closeConnections``.
  func end(gracefully timeMax: Duration?, where isMatch: (RPCPeer) -> Bool) {
    guard let peer, isMatch(peer) else { return }
    end(gracefully: timeMax)
  }

  /// Announces the end, refuses new calls after a round trip, and ends the others when the time is
  /// over; nil is no time at all.
  func end(gracefully timeMax: Duration?) {
    guard let timeMax else { return abandonCalls() }
    let time = CallsEnd.after(timeMax, from: eventLoop.now)
    if callsEnd.isAdvanced(to: time) {
      abandonTimer?.cancel()
      abandonTimer = eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.abandonCalls() }
    }
    guard drain == .serving else { return }
    drain = .announced(ticks: 0)
    guard peer != nil else { return }
    session?.announceShutdown()
    session?.ping()
  }

  /// A peer that does not answer the PING has a whole tick's time before its calls are refused; the
  /// first tick may come at once.
  private func awaitAnnouncement() {
    guard case .announced(let ticks) = drain else { return }
    if ticks == 0 { drain = .announced(ticks: 1) } else { refuse() }
  }

  private func refuse() {
    drain = .refusing
    session?.goAway()
  }

  /// What still runs is ended; the connection ends when the callers have been told so, or when they
  /// have had the time to hear it.
  private func abandonCalls() {
    for case let call as ServerCall in session?.streams.all ?? [] { call.abandon() }
    refuse()
    callsEnd.isReached()
    abandonTimer?.cancel()
    abandonTimer = eventLoop.assumeIsolated().scheduleTask(
      in: TimeAmount(service.limits.lingerTimeMax / 2)
    ) { self.channel.close(promise: nil) }
  }
}
