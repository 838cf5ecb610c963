import NIOCore

/// One connection of a client; owned by the event loop.
final class ClientConnection: HTTP2Connection {
  private var core: ClientCore?
  private let authority: String
  private(set) var session: HTTP2Session?
  let channel: any Channel
  private var isReady = false
  private var isDraining = false

  init(core: ClientCore, channel: any Channel, authority: String) {
    self.core = core
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
    call.open(on: session, authority: authority)
  }

  func established(_ peer: RPCPeer) {
    isReady = true
    core?.connected(self)
  }

  func openStream() -> HTTP2Stream? { nil }

  func settingsReceived() {
    core?.serveWaiting()
  }

  func goAwayReceived() {
    isDraining = true
    core?.draining(self)
  }

  func pingAnswered() {}

  func streamClosed() {
    core?.serveWaiting()
  }

  func readCompleted() {
    core?.executor.runPending()
  }

  func tick() {}

  func disconnected(_ reason: (any Error)?) {
    session = nil
    let core = core
    self.core = nil
    core?.disconnected(self, wasReady: isReady, reason: reason)
  }
}
