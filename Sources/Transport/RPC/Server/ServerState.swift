import NIOCore

/// A socket that accepts connections.
struct Listener: Sendable {
  let channel: any Channel
  let address: RPCAddress
}

/// An open connection, as seen from other threads.
///
/// Sendable although it holds loop-owned state: `connection` is touched only within ``onLoop(_:)``.
struct ConnectionHandle: @unchecked Sendable {
  let channel: any Channel
  private let connection: ServerConnection

  init(channel: any Channel, connection: ServerConnection) {
    self.channel = channel
    self.connection = connection
  }

  func onLoop(_ body: @escaping @Sendable (ServerConnection) -> Void) {
    channel.eventLoop.execute { body(connection) }
  }

  /// The same for a caller that is on the loop.
  func assumeOnLoop(_ body: (ServerConnection) -> Void) {
    channel.eventLoop.preconditionInEventLoop()
    body(connection)
  }
}

/// The listeners and connections of a server.
struct ServerState {
  var listeners: [Listener] = []
  var connections: [ObjectIdentifier: ConnectionHandle] = [:]
  private(set) var isDraining = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// From now on no connection is welcome.
  mutating func startDrain() -> [ConnectionHandle] {
    isDraining = true
    return Array(connections.values)
  }

  /// True when there is nothing to wait for; otherwise the continuation is kept.
  mutating func whenEmpty(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
    guard !connections.isEmpty else { return true }
    waiting.append(continuation)
    return false
  }

  mutating func takeWaitingIfEmpty() -> [CheckedContinuation<Void, Never>] {
    guard connections.isEmpty else { return [] }
    defer { waiting = [] }
    return waiting
  }
}
