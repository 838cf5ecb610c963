import DomainMessages
import Messages
import PaymentRules

/// The standing version whose place another takes, read and checked (rule `REPLACE-1`).
struct ReplacedVersion: Hashable, Sendable {
  /// Its number.
  let version: Int32
  /// Why it is taken back.
  let reason: ReversalReason
  /// The key of its reversal, of the attempt that decides the version in its place.
  let reversalKey: DecisionKey

  /// Reads and checks what the version of `key` replaces.
  init(_ message: PaymentV1.Replacement, _ key: DecisionKey) throws(MessageError) {
    version = message.version
    guard version >= 1 else { throw MessageError("replaces.version", "is less than 1") }
    guard Int(key.version) - DecidedVersions.replacementStep == Int(version) else {
      throw MessageError("key.version", "is not two behind replaces.version")
    }
    reason = try ReversalReason(message.reason, "replaces.reason")
    reversalKey = DecisionKey(
      claimID: key.claimID, version: key.version - 1, attempt: key.attempt, step: .reverse)
  }
}
