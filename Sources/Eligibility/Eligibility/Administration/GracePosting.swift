import Domain
import EligibilityRules
import Storage

/// The grace periods of a member, as a load states them beside what the store has.
struct GracePosting {
  let memberID: String
  let old: Set<GracePeriod>
  let new: Set<GracePeriod>

  /// Whether the store says the same already.
  var isSame: Bool { old == new }

  /// From the first day of the earliest period that differs without an end, because the days after an
  /// open period depend on it too; nothing when both agree.
  var daysChanged: DaySpan? {
    old.symmetricDifference(new).map(\.firstDay).min().map { DaySpan(from: $0) }
  }

  /// Marks periods that are no longer said with the version that voids them, and adds new ones.
  func write(_ version: Int64, in transaction: Transaction) throws {
    for period in old.subtracting(new) {
      try transaction.execute(
        """
        UPDATE grace_period SET voided_version = $1 WHERE member_id = $2 \
        AND product_id = $3 AND first_day = $4 AND voided_version IS NULL
        """, version, memberID, period.productID, period.firstDay)
    }
    for period in new.subtracting(old) {
      try transaction.execute(
        """
        INSERT INTO grace_period \
        (member_id, product_id, first_day, version, kind, outcome, settled_on) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """, memberID, period.productID, period.firstDay, version, period.kind.rawValue,
        period.outcome.rawValue, period.settledOn)
    }
  }
}
