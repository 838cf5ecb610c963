import Domain
import Storage

/// A row of the table of decisions.
struct DecisionRecord: Sendable {
  let key: AdjudicationKey
  let memberID: String
  let familyID: String
  let claimStatusCode: Int
  let lineCount: Int
  let deniedLineCount: Int
  let charge: Money
  let paid: Money
  let patientShare: Money

  /// The next decisions in the order of claim and version.
  static func page(
    after claimID: String, _ version: Int32, count: Int, in reader: some StoreReading
  ) throws -> [DecisionRecord] {
    try reader.rows(
      """
      SELECT claim_id, version, attempt, member_id, family_id, claim_status_code, line_count,
        denied_line_count, charge, paid, patient_share
      FROM decision WHERE (claim_id, version) > ($1, $2) ORDER BY claim_id, version LIMIT $3
      """, claimID, version, count
    ) { row in
      DecisionRecord(
        key: AdjudicationKey(
          claimID: try row.value(0), version: try row.value(1), attempt: try row.value(2)),
        memberID: try row.value(3), familyID: try row.value(4), claimStatusCode: try row.value(5),
        lineCount: try row.value(6), deniedLineCount: try row.value(7), charge: try row.value(8),
        paid: try row.value(9), patientShare: try row.value(10))
    }
  }
}
