import ClaimRules
import Messages
import Storage

extension ClaimStore {
  /// Why a claim cannot be voided or replaced; nothing when it can.
  ///
  /// - Parameter owner: Whose claim it must be; anyone's when nothing is given.
  static func fault(
    in original: ClaimNumber?, for change: OriginalStanding.Change, of owner: String?,
    _ reader: some StoreReading
  ) throws -> IntakeFault? {
    guard let original else { return OriginalFault.unknown }
    return try fault(inExactly: try meant(by: original, reader), for: change, of: owner, reader)
  }

  /// The same for the claim of just that number, whatever took its place.
  static func fault(
    inExactly original: ClaimNumber, for change: OriginalStanding.Change, of owner: String?,
    _ reader: some StoreReading
  ) throws -> IntakeFault? {
    guard let found = try standing(of: original, reader),
      owner == nil || owner == found.submitter
    else { return OriginalFault.unknown }
    return found.standing.fault(for: change)
  }

  private static func standing(
    of original: ClaimNumber, _ reader: some StoreReading
  ) throws -> (submitter: String, standing: OriginalStanding)? {
    try reader.first(
      """
      SELECT a.submitter, d.claim_number, v.claim_number, r.reason, x.claim_number, \
      e.claim_number FROM claim_accepted a \
      LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
      LEFT JOIN claim_void v ON v.claim_number = a.claim_number \
      LEFT JOIN claim_replacement r ON r.original_number = a.claim_number \
      LEFT JOIN claim_decided x ON x.claim_number = r.claim_number \
      LEFT JOIN claim_replaced e ON e.claim_number = a.claim_number \
      WHERE a.claim_number = $1 ORDER BY r.ordinal DESC LIMIT 1
      """, original.value
    ) { row in
      (
        submitter: try row.value(0),
        standing: OriginalStanding(
          isDecided: try row.value(1, as: Int64?.self) != nil,
          isVoided: try row.value(2, as: Int64?.self) != nil,
          replacement: replacement(
            reason: try row.value(3), isDecided: try row.value(4, as: Int64?.self) != nil,
            isFinal: try row.value(5, as: Int64?.self) != nil))
      )
    }
  }

  private static func replacement(
    reason: Int64?, isDecided: Bool, isFinal: Bool
  ) -> OriginalStanding.Replacement {
    if isFinal { return .final }
    guard let reason else { return .none }
    guard !isDecided else { return .withoutEffect }
    return reason == ClaimStore.reason(.providerReplacement) ? .open : .correcting
  }
}
