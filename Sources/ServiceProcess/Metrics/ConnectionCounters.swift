package import Messages
package import RPC
import Synchronization

/// Counts the connections of a server.
package final class ConnectionCounters: Sendable {
  private struct Counts {
    var accepted: Int64 = 0
    var ended: Int64 = 0
    var refused: Int64 = 0
    var turnedAway: Int64 = 0
    var handshakesFailed: Int64 = 0
  }

  private let counts = Mutex(Counts())

  /// Counters at zero.
  package init() {}

  /// Takes note of what happened to a connection.
  package func note(_ event: RPCConnectionEvent) {
    counts.withLock { counts in
      switch event {
      case .established: counts.accepted &+= 1
      case .refused: counts.refused &+= 1
      case .ended(nil, let reason): counts.handshakesFailed &+= reason.isEmpty ? 0 : 1
      case .ended: counts.ended &+= 1
      case .turnedAway(_, let error):
        counts.turnedAway &+= 1
        counts.handshakesFailed &+= error.code == .unauthenticated ? 1 : 0
      }
    }
  }

  /// The counts as metrics.
  package var families: [StatusV1.MetricFamily] {
    let counts = counts.withLock { $0 }
    return [
      .gauge(
        "hmo_rpc_server_connections_proved", "Connections whose peers have proved who they are.",
        [.value(counts.accepted &- counts.ended)]),
      .counter(
        "hmo_rpc_server_connections_accepted", "Connections whose peers proved who they are.",
        [.value(counts.accepted)]),
      .counter(
        "hmo_rpc_server_connections_refused", "Connections beyond the limit of the server.",
        [.value(counts.refused)]),
      .counter(
        "hmo_rpc_server_connections_turned_away",
        "Connections of peers of whom it is known who they are that were not let in.",
        [.value(counts.turnedAway)]),
      .counter(
        "hmo_rpc_server_handshakes_failed",
        "Connections that ended in trouble before the peer had proved who it is.",
        [.value(counts.handshakesFailed)]),
    ]
  }
}
