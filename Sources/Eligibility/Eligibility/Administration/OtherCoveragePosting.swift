import Domain
import Storage

/// The coverage of a member by other payers, as a load states it beside what the store has.
struct OtherCoveragePosting {
  let memberID: String
  let old: Set<OtherCoverage>
  let new: Set<OtherCoverage>

  /// Whether the store says the same already.
  var isSame: Bool { old == new }

  /// The shortest span that holds every day on which both differ; nothing when they agree.
  var daysChanged: DaySpan? {
    OtherCoveragePosting.spans(old).daysChanged(to: OtherCoveragePosting.spans(new))
  }

  /// Marks spans that are no longer said with the version that voids them, and adds new ones.
  func write(_ version: Int64, in transaction: Transaction) throws {
    for coverage in old.subtracting(new) {
      try transaction.execute(
        """
        UPDATE other_coverage_span SET voided_version = $1 WHERE member_id = $2 \
        AND payer_id = $3 AND from_day = $4 AND voided_version IS NULL
        """, version, memberID, coverage.payerID, coverage.days.from)
    }
    for coverage in new.subtracting(old) {
      try transaction.execute(
        """
        INSERT INTO other_coverage_span \
        (member_id, payer_id, from_day, version, to_day, payer_order) \
        VALUES ($1, $2, $3, $4, $5, $6)
        """, memberID, coverage.payerID, coverage.days.from, version, coverage.days.to,
        OtherPayerOrder(coverage).rawValue)
    }
  }

  /// The spans, each named by the payer and its place.
  private static func spans(_ coverage: Set<OtherCoverage>) -> SpanSet {
    SpanSet(
      coverage.map { SpanSet.Entry("\(OtherPayerOrder($0).rawValue) \($0.payerID)", $0.days) })
  }
}
