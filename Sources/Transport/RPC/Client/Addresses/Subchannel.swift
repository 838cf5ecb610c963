/// One address of a client with the connection that serves it; owned by the client's loop.
final class Subchannel {
  /// The longest silence that a peer who complains of pings can bring about.
  private static let keepaliveIdleTimeMax: Duration = .seconds(3_600)

  let target: RPCTarget
  /// What stands in `:authority`.
  let authority: String
  /// The bounds of its connections; a peer that complains of pings changes them for the next one.
  private(set) var limits: RPCLimits
  /// The connection that takes new calls.
  var connection: ClientConnection?

  init(_ target: RPCTarget, limits: RPCLimits) {
    self.target = target
    self.limits = limits
    authority =
      switch target {
      case .tcp(let host, let port) where host.contains(":"): "[\(host)]:\(port)"
      case .tcp(let host, let port): "\(host):\(port)"
      case .unix: "localhost"
      }
  }

  /// Asks for signs of life half as often from the next connection on.
  func askLessOften() {
    limits.keepaliveIdleTime = min(
      limits.keepaliveIdleTime * 2, max(Self.keepaliveIdleTimeMax, limits.keepaliveIdleTime))
  }
}
