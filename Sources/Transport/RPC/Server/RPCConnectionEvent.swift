/// What happens to connections of a server or a client, for metrics, logs and audit.
public enum RPCConnectionEvent: Sendable, Hashable {
  /// A peer has proved who it is.
  case established(RPCPeer)
  /// The connection has ended; the peer is nil when it was not let in, the reason empty when nothing
  /// went wrong. For a client, an attempt that failed is one without a peer.
  case ended(RPCPeer?, reason: String)
  /// There were too many connections; only servers say so.
  case refused
  /// A peer of whom it is known who it is was not let in: UNAUTHENTICATED for its certificate, such as
  /// one that was taken back, RESOURCE_EXHAUSTED when its identity has too many connections; only
  /// servers say so.
  case turnedAway(RPCPeer, RPCError)
}

/// Told of connections as they come and go, on an event loop; must not block.
public typealias RPCConnectionObserver = @Sendable (RPCConnectionEvent) -> Void
