/// Why a decided version is taken back (rule `REV-2`).
package enum ReversalReason: String, Hashable, Sendable, CaseIterable {
  /// The provider voided the claim.
  case providerVoid = "provider_void"
  /// The provider replaced the claim.
  case providerReplacement = "provider_replacement"
  /// Coverage ended before the days of service.
  case retroactiveTermination = "retroactive_termination"

  /// The remark code with which every line of the reversal says so.
  package var remark: String {
    switch self {
    case .providerVoid: "N693"
    case .providerReplacement: "N694"
    case .retroactiveTermination: "N687"
    }
  }
}
