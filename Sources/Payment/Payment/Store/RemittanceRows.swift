import Domain
import Storage

/// The rows of remittances.
enum RemittanceRows {
  /// A balance that a remittance takes back.
  struct BroughtForward: Hashable, Sendable {
    /// The remittance that left it.
    let madeBy: Int64
    let amount: Money
  }

  /// The remittance of that number.
  static func find(_ number: Int64, in reader: some StoreReading) throws -> RemittanceRecord? {
    try reader.first(
      """
      SELECT remittance_number, run_number, billing_npi, billing_tin, payee_number, claim_count,
        claims_paid, carried_forward, payment, interest, adjusted
      FROM remittance WHERE remittance_number = $1
      """, number, read: RemittanceRecord.init)
  }

  /// The next remittances of a run in the order of their numbers.
  static func page(
    ofRun run: Int64, after number: Int64, count: Int, in reader: some StoreReading
  ) throws -> [RemittanceRecord] {
    try reader.rows(
      """
      SELECT remittance_number, run_number, billing_npi, billing_tin, payee_number, claim_count,
        claims_paid, carried_forward, payment, interest, adjusted
      FROM remittance WHERE run_number = $1 AND remittance_number > $2
      ORDER BY remittance_number LIMIT $3
      """, run, number, count, read: RemittanceRecord.init)
  }

  /// The balances that a remittance takes back.
  static func broughtForward(
    by number: Int64, in reader: some StoreReading
  ) throws -> [BroughtForward] {
    try reader.rows(
      """
      SELECT f.made_by, f.amount FROM balance_forward_use b
      JOIN balance_forward f ON f.made_by = b.made_by
      WHERE b.used_by = $1 ORDER BY f.made_by
      """, number
    ) { row in BroughtForward(madeBy: try row.value(0), amount: try row.value(1)) }
  }

  /// The next versions of a remittance in the order of claim and version.
  static func claims(
    of number: Int64, after claimID: String, _ version: Int32, count: Int,
    in reader: some StoreReading
  ) throws -> [(claimID: String, version: Int32)] {
    try reader.rows(
      """
      SELECT claim_id, version FROM remittance_claim
      WHERE remittance_number = $1 AND (claim_id, version) > ($2, $3)
      ORDER BY claim_id, version LIMIT $4
      """, number, claimID, version, count
    ) { row in (try row.value(0), try row.value(1)) }
  }
}
