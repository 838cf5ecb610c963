import Domain
package import Logging
package import RPC
import Synchronization
import TLS

/// Logs who called what, for the calls that an auditor asks about.
///
/// Every refusal is logged, within a bound, and every call of a person or program that may change
/// what is stored. The gateway's own calls are counted and not logged: what they did is in the stores.
/// The lines are notices; see ``Logging/Logger/forAudit``.
package final class AuditLog: Sendable {
  private let logger: Logger
  private let permissions: PermissionTable
  private let budget = Mutex(LineBudget(linesPerSecondMax: AuditLog.refusalsPerSecondMax))

  /// How many refusals are logged in a second; the rest are counted in the next line.
  package static let refusalsPerSecondMax = 100

  /// Makes a log.
  package init(_ logger: Logger, _ permissions: PermissionTable) {
    self.logger = logger
    self.permissions = permissions
  }

  /// Takes note of a call that has ended.
  package func note(_ record: RPCCallRecord) {
    record.isRefusal ? noteRefusal(record) : noteChange(record)
  }

  private func noteRefusal(_ record: RPCCallRecord) {
    let second = Instant.now.microseconds / 1_000_000
    guard case .log(let skipped) = budget.withLock({ $0.line(atSecond: second) }) else { return }
    var facts = Self.facts(record)
    if skipped > 0 { facts["audit.skipped"] = "\(skipped)" }
    logger.notice("Call refused", metadata: facts)
  }

  private func noteChange(_ record: RPCCallRecord) {
    guard record.peer.identity.kind != .service, permissions[record.path]?.changesState == true
    else { return }
    var facts = Self.facts(record)
    facts["rpc.reason"] = .string(AuditedCall(record, isChange: true).reason)
    logger.notice("Call made", metadata: facts)
  }

  private static func facts(_ record: RPCCallRecord) -> Logger.Metadata {
    [
      // What a caller made up is not written down: it may hold anything.
      "rpc.path": .string(record.isKnownMethod ? record.path : AuditedCall.unknownMethod),
      "rpc.known": record.isKnownMethod ? "yes" : "no",
      "peer.identity": .string(record.peer.identity.uri),
      "peer.serial": .string(record.peer.serialNumber),
      "rpc.status": .string("\(record.code)"), "rpc.reason": .string(record.reason),
      "trace_id": .string("\(record.trace.id)"),
    ]
  }
}
