import Domain
import DomainMessages
import Messages
import PaymentRules

/// One reversal of a request, read and checked.
struct ReversalRequest: Hashable, Sendable {
  let key: DecisionKey
  let reversedVersion: Int32
  let businessTime: Instant
  let reason: ReversalReason

  /// Reads and checks a reversal; its own version is the one after that which it takes back.
  init(_ message: PaymentV1.Reversal) throws(MessageError) {
    key = try DecisionKey(message.key, .reverse)
    reversedVersion = message.reversedVersion
    guard reversedVersion >= 1 else {
      throw MessageError("reversed_version", "is less than 1")
    }
    guard key.version - 1 == reversedVersion else {
      throw MessageError("key.version", "is not the one after reversed_version")
    }
    businessTime = try Instant(message.businessTime, "business_time")
    reason = try ReversalReason(message.reason, "reason")
  }
}

extension ReversalReason {
  /// Reads a reason, which must be one that we know.
  init(_ message: PaymentV1.ReversalReason, _ field: String) throws(MessageError) {
    switch message {
    case .providerVoid: self = .providerVoid
    case .providerReplacement: self = .providerReplacement
    case .retroactiveTermination: self = .retroactiveTermination
    case .premiumNotPaid: self = .premiumNotPaid
    case .premiumUnpaid: self = .premiumUnpaid
    case .premiumPaid: self = .premiumPaid
    case .hospiceElection: self = .hospiceElection
    case .retroactiveEnrollment: self = .retroactiveEnrollment
    default: throw MessageError(field, "is no reason for a reversal")
    }
  }
}
