import ClaimRules
import Storage

extension ClaimStore {
  /// Why a claim cannot be voided or replaced; nothing when it can.
  ///
  /// - Parameter owner: Whose claim it must be; anyone's when nothing is given.
  static func fault(
    in original: ClaimNumber?, for change: OriginalStanding.Change, of owner: String?,
    _ reader: some StoreReading
  ) throws -> IntakeFault? {
    guard let original, let found = try standing(of: original, reader),
      owner == nil || owner == found.submitter
    else { return OriginalFault.unknown }
    return found.standing.fault(for: change)
  }

  private static func standing(
    of original: ClaimNumber, _ reader: some StoreReading
  ) throws -> (submitter: String, standing: OriginalStanding)? {
    try reader.first(
      """
      SELECT a.submitter, d.claim_number, v.claim_number, r.claim_number, x.is_denied \
      FROM claim_accepted a LEFT JOIN claim_decided d ON d.claim_number = a.claim_number \
      LEFT JOIN claim_void v ON v.claim_number = a.claim_number \
      LEFT JOIN claim_replacement r ON r.original_number = a.claim_number \
      LEFT JOIN claim_decided x ON x.claim_number = r.claim_number \
      WHERE a.claim_number = $1 ORDER BY r.ordinal DESC LIMIT 1
      """, original.value
    ) { row in
      let isReplaced = try row.value(3, as: Int64?.self) != nil
      return (
        submitter: try row.value(0),
        standing: OriginalStanding(
          isDecided: try row.value(1, as: Int64?.self) != nil,
          isVoided: try row.value(2, as: Int64?.self) != nil,
          replacement: replacement(isReplaced: isReplaced, isDenied: try row.value(4)))
      )
    }
  }

  private static func replacement(
    isReplaced: Bool, isDenied: Bool?
  ) -> OriginalStanding.Replacement {
    guard isReplaced else { return .none }
    guard let isDenied else { return .open }
    return isDenied ? .withoutEffect : .final
  }

  /// Remembers which claim a replacement replaces; of two that race for one claim, one is stored.
  static func insert(
    replacement: ClaimNumber, of original: ClaimNumber, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO claim_replacement (claim_number, original_number, ordinal) \
      VALUES ($1, $2, (SELECT COALESCE(MAX(ordinal), 0) + 1 FROM claim_replacement \
      WHERE original_number = $2))
      """, replacement.value, original.value)
  }
}
