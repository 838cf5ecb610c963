import Messages
import Storage

/// Finds rows that belong to a claim that was never decided.
enum OrphanCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try postings(in: reader) + limits(in: reader) + visits(in: reader) + entries(in: reader)
      + sequestrationLines(in: reader)
  }

  private static func postings(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source, version FROM accumulator_posting p
      WHERE kind = 'claim' AND NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = p.source AND d.version = p.version)
      LIMIT 1000
      """
    ) { row in try violation("PAY-POSTING", row) }
  }

  private static func limits(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source, version FROM limit_posting p
      WHERE kind = 'claim' AND NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = p.source AND d.version = p.version)
      LIMIT 1000
      """
    ) { row in try violation("PAY-LIMIT-USE", row) }
  }

  private static func visits(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT claim_id, version FROM copay_visit v
      WHERE NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = v.claim_id AND d.version = v.version)
      LIMIT 1000
      """
    ) { row in try violation("PAY-COPAY", row) }
  }

  private static func entries(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT claim_id, version FROM ledger_entry e
      WHERE NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = e.claim_id AND d.version = e.version)
      LIMIT 1000
      """
    ) { row in try violation("PAY-LEDGER", row) }
  }

  private static func sequestrationLines(
    in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT claim_id, version FROM sequestration_line s
      WHERE NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = s.claim_id AND d.version = s.version)
      LIMIT 1000
      """
    ) { row in try violation("PAY-SEQUESTRATION", row) }
  }

  private static func violation(
    _ invariant: String, _ row: borrowing Row
  ) throws -> TypeV1.Violation {
    StoreVerification.violation(
      invariant, "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
      "the claim was never decided")
  }
}
