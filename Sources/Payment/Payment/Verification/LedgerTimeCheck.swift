import Messages
import Storage

/// Finds entries of the ledger that were not posted when their decision was made, their run closed or
/// what they settle queued.
enum LedgerTimeCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try claims(in: reader) + remittances(in: reader) + settlements(in: reader)
  }

  private static func claims(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT d.claim_id, d.version FROM decision d
      JOIN ledger_entry e ON e.claim_id = d.claim_id AND e.version = d.version
      WHERE e.posted_at <> d.business_time LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "an entry was not posted at the time of its decision")
    }
  }

  private static func remittances(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT r.remittance_number FROM remittance r
      JOIN payment_run p ON p.run_number = r.run_number
      JOIN remittance_entry e ON e.remittance_number = r.remittance_number
      WHERE e.posted_at <> p.closed_at LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER", RunNumber(.remittance, try row.value(0)).text,
        "an entry was not posted when its run was closed")
    }
  }

  private static func settlements(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT e.source FROM settlement_entry e
      JOIN provider_adjustment a ON a.source = e.source
      WHERE e.posted_at <> a.posted_at LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER", try row.value(0), "an entry was not posted when its amount was queued")
    }
  }
}
