import Messages

/// What payment says of the versions of one claim that its remittances list.
struct DecidedSums: Hashable {
  private(set) var versions: Set<Int32> = []
  private(set) var paid: Int64 = 0
  private(set) var patientShare: Int64 = 0
  /// Whether a version was decided behind another payer.
  private(set) var isCoordinated = false

  /// Adds a version that a remittance lists; sums beyond 64 bits are held at the largest.
  mutating func add(_ decision: PaymentV1.ClaimDecision) {
    versions.insert(decision.version)
    if ClaimStatusCodes.behindOtherPayer.contains(decision.claimStatusCode) { isCoordinated = true }
    paid = Self.sum(paid, decision.paid?.cents)
    patientShare = Self.sum(patientShare, decision.patientShare?.cents)
  }

  /// What differs from what the gateway says of the claim; nothing when both agree, or when the
  /// remittances do not list all of its versions yet.
  func difference(from claim: ClaimV1.ClaimSummary) -> String? {
    guard isComparable(with: claim) else { return nil }
    if claim.paid?.cents != paid {
      return "the gateway says that it pays another amount than payment's remittances"
    }
    if claim.patientShare?.cents ?? 0 != patientShare {
      return "the gateway says that the patient owes another amount than payment"
    }
    return nil
  }

  /// Whether all versions that the gateway counts are in remittances, so that the claim is compared.
  func isComparable(with claim: ClaimV1.ClaimSummary) -> Bool {
    claim.version >= 1 && versions == Set(1...claim.version) && claim.paid != nil
  }

  private static func sum(_ sum: Int64, _ cents: Int64?) -> Int64 {
    let (next, isBeyond) = sum.addingReportingOverflow(cents ?? 0)
    return isBeyond ? .max : next
  }
}

/// Codes of the status of a claim, as a remittance says them.
private enum ClaimStatusCodes {
  /// Decided as the second payer, or one behind it.
  static let behindOtherPayer: ClosedRange<Int32> = 2...3
}
