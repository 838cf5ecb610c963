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
  init(_ record: RPCCallRecord) {
    self.init(
      identity: record.peer.identity.uri, serialNumber: record.peer.serialNumber,
      path: record.isKnownMethod ? record.path : AuditedCall.unknownMethod,
      status: Int32(clamping: record.code.rawValue), reason: record.reason)
  }
}
