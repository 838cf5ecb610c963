import Domain
import Logging
import RPC
import Synchronization
import TLS

/// Logs connections that were refused, with who was refused where that is known.
///
/// At most ``linesPerSecondMax`` lines a second: whoever reaches the port can cause them.
final class RefusedConnections: Sendable {
  private let logger: Logger
  private let budget = Mutex(LineBudget(linesPerSecondMax: RefusedConnections.linesPerSecondMax))

  /// How many lines a second; the rest are counted in the next line.
  static let linesPerSecondMax = 100

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Takes note of what happened to a connection.
  func note(_ event: RPCConnectionEvent) {
    switch event {
    case .refused: log("too many connections")
    case .turnedAway(let peer, let error): log(error.message, peer)
    case .ended(nil, let reason) where !reason.isEmpty: log(reason)
    case .established, .ended: break
    }
  }

  private func log(_ reason: String, _ peer: RPCPeer? = nil) {
    let second = Instant.now.microseconds / 1_000_000
    guard case .log(let skipped) = budget.withLock({ $0.line(atSecond: second) }) else { return }
    var facts: Logger.Metadata = ["reason": .string(reason)]
    if let peer {
      facts["peer.identity"] = .string(peer.identity.uri)
      facts["peer.serial"] = .string(peer.serialNumber)
    }
    if skipped > 0 { facts["connections.skipped"] = "\(skipped)" }
    logger.notice("Connection refused", metadata: facts)
  }
}
