/// The life of the connection to one address, and how often it has failed.
///
/// Nothing here touches a socket or a clock.
package struct ConnectionStateMachine: Equatable {
  private enum State: Equatable {
    /// No connection, no attempt; next: connecting, closed.
    case idle
    /// A connection is being made; next: ready, pausing, closed.
    case connecting
    /// Calls can be made; next: idle, pausing, closed.
    case ready(isProved: Bool)
    /// Waits before the next attempt; next: idle, closed.
    case pausing
    /// Nothing more happens.
    case closed
  }

  private var state = State.idle
  /// Attempts that failed since the last success.
  package private(set) var failures = 0

  /// An address without a connection.
  package init() {}

  /// Where an address stands.
  package enum Phase: Equatable {
    /// An attempt may begin.
    case idle
    /// An attempt is under way.
    case connecting
    /// Calls can be made.
    case ready
    /// No attempt may begin yet.
    case pausing
    /// No attempt may begin any more.
    case closed
  }

  /// Where the address stands.
  package var phase: Phase {
    switch state {
    case .idle: .idle
    case .connecting: .connecting
    case .ready: .ready
    case .pausing: .pausing
    case .closed: .closed
    }
  }

  /// What wanting a connection leads to.
  package enum OnConnect: Equatable {
    case begin
    case ignore
  }

  /// A connection is wanted.
  package mutating func connect() -> OnConnect {
    guard state == .idle else { return .ignore }
    state = .connecting
    return .begin
  }

  /// What a new connection is for.
  package enum OnConnected: Equatable {
    case serveWaiting
    case discard
  }

  /// The peer is verified and the protocol has begun.
  package mutating func connected() -> OnConnected {
    guard state == .connecting else { return .discard }
    state = .ready(isProved: false)
    return .serveWaiting
  }

  /// The peer has answered a call, so that the connection was worth making.
  package mutating func proved() {
    guard state == .ready(isProved: false) else { return }
    state = .ready(isProved: true)
    failures = 0
  }

  /// What a failed attempt leads to.
  package enum OnFailed: Equatable {
    case pause(failures: Int)
    case ignore
  }

  /// The attempt did not lead to a connection.
  package mutating func connectFailed() -> OnFailed {
    guard state == .connecting else { return .ignore }
    return .pause(failures: pause())
  }

  /// What the end of a connection or pause leads to.
  package enum OnEnded: Equatable {
    /// Another attempt may begin.
    case rest
    /// Calls wait, but the connection ended before it was of use: pause, so as not to run in circles.
    case pause(failures: Int)
    case ignore
  }

  /// The connection was lost, or takes no more calls.
  package mutating func connectionEnded(hasWaiting: Bool) -> OnEnded {
    guard case .ready(let isProved) = state else { return .ignore }
    if hasWaiting && !isProved { return .pause(failures: pause()) }
    state = .idle
    return .rest
  }

  /// The pause is over.
  package mutating func pauseEnded() -> OnEnded {
    guard state == .pausing else { return .ignore }
    state = .idle
    return .rest
  }

  /// What closing asks for.
  package enum OnClose: Equatable {
    case closeConnections
    case ignore
  }

  /// The connection is no longer needed.
  package mutating func close() -> OnClose {
    defer { state = .closed }
    return state == .closed ? .ignore : .closeConnections
  }

  private mutating func pause() -> Int {
    state = .pausing
    failures = min(failures, Int.max - 1) + 1
    return failures
  }
}
