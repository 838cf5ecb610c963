import Logging
import RPC
import Synchronization

/// Logs why connections to another service fail, in words for an operator.
///
/// What fails for the same reason again and again is logged once, until the reason changes or the
/// service is reached: a client tries for as long as a service is away. The words are ours, nothing in
/// them comes from the peer.
final class ServiceConnections: Sendable {
  private let service: String
  private let logger: Logger
  /// Why the last attempt failed; nothing when it did not.
  private let failure = Mutex<String?>(nil)

  /// Logs connections to `service`, such as `payment`.
  init(_ service: String, _ logger: Logger) {
    self.service = service
    self.logger = logger
  }

  /// Takes note of what happened to a connection.
  func note(_ event: RPCConnectionEvent) {
    switch event {
    case .established: reached()
    case .ended(nil, let reason): failed(reason)
    case .ended(_, let reason) where !reason.isEmpty: log("Connection to a service lost", reason)
    case .ended, .refused, .turnedAway: break
    }
  }

  private func failed(_ reason: String) {
    guard failure.withLock({ $0.replace(by: reason) }) else { return }
    log("Service cannot be reached", reason)
  }

  private func reached() {
    guard failure.withLock({ $0.replace(by: nil) }) else { return }
    logger.notice("Service is reached again", metadata: ["called": .string(service)])
  }

  private func log(_ message: Logger.Message, _ reason: String) {
    logger.warning(message, metadata: ["called": .string(service), "reason": .string(reason)])
  }
}

extension String? {
  /// Takes the other value; false when it was the same.
  fileprivate mutating func replace(by other: String?) -> Bool {
    guard self != other else { return false }
    self = other
    return true
  }
}
