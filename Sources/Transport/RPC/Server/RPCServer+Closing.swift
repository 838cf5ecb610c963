import NIOCore
import Synchronization

extension RPCServer {
  /// Ends the connections whose peers are meant: after a new certificate of ours, so that the old one
  /// is no longer shown, or because a peer's certificate was taken back.
  ///
  /// Gracefully, the peer is told first, open calls may finish for `drainTimeMax`, and what still runs
  /// then is ended. Otherwise every call is ended at once with UNAVAILABLE and the socket is closed.
  /// Returns at once; a peer that has not proved who it is yet is not meant.
  public func closeConnections(
    gracefully isGraceful: Bool, drainTimeMax: Duration = .seconds(20),
    where isMeant: @escaping @Sendable (RPCPeer) -> Bool
  ) {
    let drainTime = TimeAmount(isGraceful ? min(drainTimeMax, .seconds(86_400)) : .zero)
    for connection in state.withLock({ Array($0.connections.values) }) {
      let channel = connection.channel
      connection.onLoop { connection in
        guard connection.startEnd(within: drainTime, where: isMeant) else { return }
        // A peer that does not read cannot be told, and must not keep the socket for that.
        channel.eventLoop.scheduleTask(in: drainTime + Self.farewellTimeMax) {
          channel.close(promise: nil)
        }
      }
    }
  }

  /// How long a peer has to take the last frames of a connection that is ended.
  private static let farewellTimeMax = TimeAmount.seconds(2)
}
