import NIOCore

extension RPCClient {
  /// Ends the connections whose peers are meant: after a new certificate of ours, so that the old one
  /// is no longer shown, or because the peer's certificate was taken back.
  ///
  /// New calls go to a new connection. Returns at once.
  ///
  /// - Parameters:
  ///   - drainTimeMax: How long open calls may take to finish; nil ends them at once with UNAVAILABLE,
  ///     as those are that take longer.
  ///   - isMatch: Which peers are meant; called on the event loop.
  public func closeConnections(
    gracefully drainTimeMax: Duration?, where isMatch: @escaping @Sendable (RPCPeer) -> Bool
  ) {
    let core = core
    core.eventLoop.execute { core.endConnections(gracefully: drainTimeMax, where: isMatch) }
  }
}
