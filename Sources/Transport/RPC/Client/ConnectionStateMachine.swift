/// When a client connects, waits and gives up, for its one current connection.
///
/// Nothing here touches a socket or a clock.
package struct ConnectionStateMachine: Equatable {
  private enum State: Equatable {
    /// No connection, none wanted; next: connecting, closed.
    case idle
    /// A connection is being made; next: ready, pausing, closed.
    case connecting
    /// Calls can be made; next: idle, connecting, pausing, closed.
    case ready(isProved: Bool)
    /// Waits before the next attempt; next: connecting, idle, closed.
    case pausing
    /// Nothing more happens.
    case closed
  }

  private var state = State.idle
  /// Attempts that failed since the last success.
  package private(set) var failures = 0

  /// A client that has not connected.
  package init() {}

  /// What a call has to do.
  package enum OnCall: Equatable {
    /// Use the connection.
    case open
    /// Wait, and start to connect.
    case connect
    /// Wait for what is under way.
    case wait
    /// The last attempt failed and the call does not wait for better times.
    case failUnavailable
    case failClosed
  }

  /// A call wants to be made.
  package mutating func call(isWaitForReady: Bool) -> OnCall {
    switch state {
    case .idle:
      state = .connecting
      return .connect
    case .connecting:
      return .wait
    case .ready:
      return .open
    case .pausing:
      return isWaitForReady ? .wait : .failUnavailable
    case .closed:
      return .failClosed
    }
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
    /// Fail the calls that do not wait for better times, then pause.
    case pause(failures: Int)
    case ignore
  }

  /// The attempt did not lead to a connection.
  package mutating func connectFailed() -> OnFailed {
    guard state == .connecting else { return .ignore }
    state = .pausing
    failures += 1
    return .pause(failures: failures)
  }

  /// What the end of a connection or pause leads to.
  package enum OnEnded: Equatable {
    /// Calls wait: connect at once.
    case connect
    /// Calls wait, but the connection ended before it was of use: pause, so as not to run in circles.
    case pause(failures: Int)
    case ignore
  }

  /// The connection was lost, or takes no more calls.
  package mutating func connectionEnded(hasWaiting: Bool) -> OnEnded {
    guard case .ready(let isProved) = state else { return .ignore }
    guard hasWaiting, !isProved else {
      state = hasWaiting ? .connecting : .idle
      return hasWaiting ? .connect : .ignore
    }
    state = .pausing
    failures += 1
    return .pause(failures: failures)
  }

  /// The pause is over.
  package mutating func pauseEnded(hasWaiting: Bool) -> OnEnded {
    guard state == .pausing else { return .ignore }
    state = hasWaiting ? .connecting : .idle
    return hasWaiting ? .connect : .ignore
  }

  /// What closing asks for.
  package enum OnClose: Equatable {
    case closeConnections
    case ignore
  }

  /// The client is no longer needed.
  package mutating func close() -> OnClose {
    defer { state = .closed }
    return state == .closed ? .ignore : .closeConnections
  }

  /// Whether the client is no longer needed.
  package var isClosed: Bool { state == .closed }
}
