import RPC
import TLS

/// What the audit trail says of a call; equal calls within a second are counted together.
package struct AuditedCall: Hashable, Sendable {
  /// The URI in the caller's certificate.
  package let identity: String
  /// The serial number of the certificate.
  package let serialNumber: String
  /// The method; ``unknownMethod`` for one that is not served.
  package let path: String
  /// The number of the gRPC status.
  package let status: Int32
  /// The reason of a refusal.
  package let reason: String

  /// The path under which calls of unknown methods are recorded.
  package static let unknownMethod = CallCounters.unknownMethod

  /// Stands for calls that are counted and not told apart, because too many differ.
  package static let others = AuditedCall(
    identity: "others", serialNumber: "", path: "others", status: 0, reason: "TOO_MANY_TO_TELL")

  /// Names a call.
  package init(
    identity: String, serialNumber: String, path: String, status: Int32, reason: String
  ) {
    self.identity = identity
    self.serialNumber = serialNumber
    self.path = path
    self.status = status
    self.reason = reason
  }

  /// The call that ended so.
  ///
  /// - Parameter isChange: Whether it may have changed what is stored: of a change that was cut off
  ///   while it was made nobody knows here whether it was, and the reason says so.
  init(_ record: RPCCallRecord, isChange: Bool) {
    self.init(
      identity: record.peer.identity.uri, serialNumber: record.peer.serialNumber,
      path: record.isKnownMethod ? record.path : AuditedCall.unknownMethod,
      status: Int32(clamping: record.code.rawValue),
      reason: isChange && record.isCutOff ? AuditedCall.outcomeUnknown : record.reason)
  }

  /// The connection of a peer that was turned away, as a refusal of a call that never came.
  init(turnedAway peer: RPCPeer, _ error: RPCError) {
    self.init(
      identity: peer.identity.uri, serialNumber: peer.serialNumber, path: AuditedCall.connection,
      status: Int32(clamping: error.code.rawValue), reason: error.reason)
  }

  /// The reason of a change that was cut off: a write that waits for its turn may still be made.
  package static let outcomeUnknown = "OUTCOME_UNKNOWN"
  /// The path under which connections are recorded that were turned away.
  package static let connection = "connection"
}

extension RPCCallRecord {
  /// Whether the call ended without an answer of its handler: the caller gave up or was gone, the
  /// time was up, or the process was ending.
  fileprivate var isCutOff: Bool {
    guard reason.isEmpty else { return false }
    return switch code {
    case .cancelled, .deadlineExceeded, .unavailable: true
    default: false
    }
  }
}
