package import RPC

/// Ends connections of a server or a client whose peers are meant.
///
/// Gracefully, open calls may finish within the time; otherwise they end at once.
package typealias ConnectionEnding =
  @Sendable (
    _ isGraceful: Bool, _ drainTimeMax: Duration, _ isMeant: @escaping @Sendable (RPCPeer) -> Bool
  ) -> Void
