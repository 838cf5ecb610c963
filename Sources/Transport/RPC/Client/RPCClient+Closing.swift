import NIOCore

extension RPCClient {
  /// Ends the connections whose peers are meant: after a new certificate of ours, so that the old one
  /// is no longer shown, or because the peer's certificate was taken back.
  ///
  /// Gracefully, new calls go to a new connection and open calls may finish for `drainTimeMax`.
  /// Otherwise, and for those that run longer, calls end with UNAVAILABLE. Returns at once.
  public func closeConnections(
    gracefully isGraceful: Bool, drainTimeMax: Duration = .seconds(20),
    where isMeant: @escaping @Sendable (RPCPeer) -> Bool
  ) {
    let core = core
    let drainTime = TimeAmount(isGraceful ? min(drainTimeMax, .seconds(86_400)) : .zero)
    core.eventLoop.execute { core.endConnections(within: drainTime, where: isMeant) }
  }
}
