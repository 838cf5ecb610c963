import NIOCore

/// One connection of a client; owned by the event loop.
final class ClientConnection: HTTP2Connection {
  /// Which of the client's addresses it leads to.
  let address: Int
  let channel: any Channel
  private var core: ClientCore?
  private let authority: String
  private(set) var session: HTTP2Session?
  private var eventLoop: NIOIsolatedEventLoop { channel.eventLoop.assumeIsolated() }
  private var isReady = false
  /// No more calls are opened here.
  private(set) var isDraining = false
  /// The peer has said how many streams it allows.
  private(set) var isLimitKnown = false
  private var isProved = false
  private var callsEnd = CallsEnd()
  private var callCount = 0
  /// Who the peer has proved to be.
  private(set) var peer: RPCPeer?

  init(core: ClientCore, address: Int, channel: any Channel, authority: String) {
    self.core = core
    self.address = address
    self.channel = channel
    self.authority = authority
  }

  func attach(_ session: HTTP2Session) {
    self.session = session
  }

  /// Whether one more call may be opened now.
  var hasRoom: Bool {
    guard isReady, !isDraining, let session, !session.isClosed else { return false }
    return session.streams.count < session.peerStreamsMax
  }

  /// The open calls.
  var calls: [ClientCall] { session?.streams.all.compactMap { $0 as? ClientCall } ?? [] }

  func open(_ call: ClientCall) {
    guard let session else { return }
    callCount += 1
    call.open(on: session, of: self, authority: authority)
    guard callCount >= session.limits.callsPerConnectionMax else { return }
    isDraining = true
    core?.draining(self, wasOfUse: true)
    eventLoop.execute { self.closeIfDone() }
  }

  /// A call has been answered.
  func proved() {
    guard !isProved else { return }
    isProved = true
    core?.proved(self)
  }

  func established(_ peer: RPCPeer) {
    self.peer = peer
    isReady = true
    core?.observeConnection(.established(peer))
    core?.connected(self)
  }

  func openStream() -> HTTP2Stream? { nil }

  func settingsReceived() {
    isLimitKnown = true
    core?.serveWaiting()
  }

  func goAwayReceived(isTooManyPings: Bool, keepsStreams: Bool) {
    if isTooManyPings { core?.askLessOften(address) }
    isDraining = true
    core?.draining(self, wasOfUse: keepsStreams && callCount > 0)
  }

  func pingAnswered() {}

  func streamClosed() {
    core?.serveWaiting()
    closeIfDone()
  }

  /// Ends a connection that takes no more calls once its last call has ended.
  private func closeIfDone() {
    guard isDraining, let session, session.streams.count == 0 else { return }
    session.terminate(.noError)
  }

  /// Takes no more calls if the peer matches, and ends what still runs after that time.
  func end(gracefully timeMax: Duration?, where isMatch: (RPCPeer) -> Bool) {
    guard session != nil, let peer, isMatch(peer) else { return }
    if !isDraining {
      isDraining = true
      core?.draining(self, wasOfUse: true)
    }
    guard let timeMax else { return abandonCalls() }
    eventLoop.execute { self.closeIfDone() }
    let time = CallsEnd.after(timeMax, from: channel.eventLoop.now)
    guard callsEnd.isAdvanced(to: time) else { return }
    // The connection is let go of when it ends by itself before.
    eventLoop.scheduleTask(deadline: time) { [weak self] in self?.abandonCalls() }
  }

  private func abandonCalls() {
    guard session != nil else { return }
    let error = RPCError(.unavailable, "the connection was ended for its certificate's sake")
    for call in calls { call.end(error) }
    leave()
  }

  /// Says farewell, then closes whether or not the peer has taken it.
  func leave() {
    session?.terminate(.noError)
    eventLoop.execute { self.channel.close(promise: nil) }
  }

  func readCompleted() {
    core?.executor.runPending()
  }

  func tick() {
    guard let core, let peer, peer.hasCertificateEnded(core.wallClockSeconds) else { return }
    end(gracefully: Self.certificateDrainTimeMax) { _ in true }
  }

  /// How long calls may go on with a server whose certificate has ended.
  private static let certificateDrainTimeMax = Duration.seconds(20)

  func closing() {
    guard isReady else { return }
    isDraining = true
    core?.draining(self, wasOfUse: false)
  }

  func disconnected(_ reason: (any Error)?) {
    session = nil
    let core = core
    self.core = nil
    core?.disconnected(self, wasReady: isReady, reason: reason)
  }
}
