/// Why a decided version is taken back (rule `REV-2`).
package enum ReversalReason: String, Hashable, Sendable, CaseIterable {
  /// The provider voided the claim.
  case providerVoid = "provider_void"
  /// The provider replaced the claim.
  case providerReplacement = "provider_replacement"
  /// Coverage ended before the days of service.
  case retroactiveTermination = "retroactive_termination"
  /// Coverage ended before the days of service, because a premium stayed unpaid.
  case premiumNotPaid = "premium_not_paid"
  /// The days of service turned out to lie in a grace period.
  case premiumUnpaid = "premium_unpaid"
  /// The premium was paid for which the claim waited.
  case premiumPaid = "premium_paid"
  /// Hospice was elected for the days of service, or an election was taken back.
  case hospiceElection = "hospice_election"
  /// Coverage turned out to hold on the days of service.
  case retroactiveEnrollment = "retroactive_enrollment"

  /// The remark code with which every line of the reversal says so; the code list has none for a
  /// premium that is waited for, or was paid, nor for coverage that is told late.
  package var remark: String? {
    switch self {
    case .providerVoid: "N693"
    case .providerReplacement: "N694"
    case .retroactiveTermination: "N687"
    case .premiumNotPaid: "N698"
    case .hospiceElection: "N696"
    case .premiumUnpaid, .premiumPaid, .retroactiveEnrollment: nil
    }
  }
}
