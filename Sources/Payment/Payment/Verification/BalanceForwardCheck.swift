import Messages
import Storage

/// Finds balances that were not carried from one remittance of a payee to a later one, once
/// (rule `RUN-3`).
enum BalanceForwardCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try made(in: reader) + used(in: reader) + brought(in: reader) + left(in: reader)
  }

  /// A remittance that carries something has made a balance of that amount, and no other has.
  private static func made(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN balance_forward f ON f.made_by = r.remittance_number
      WHERE COALESCE(f.amount, 0) <> r.carried_forward
        OR (f.made_by IS NOT NULL AND (f.amount <= 0 OR f.billing_npi <> r.billing_npi
          OR f.billing_tin <> r.billing_tin))
      LIMIT 1000
      """
    ) { row in try violation(row, "the balance that it made is not the one that it carries") }
  }

  /// A balance is taken back by a later remittance of its payee.
  private static func used(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT b.made_by FROM balance_forward_use b
      LEFT JOIN balance_forward f ON f.made_by = b.made_by
      LEFT JOIN remittance r ON r.remittance_number = b.used_by
      WHERE f.made_by IS NULL OR r.remittance_number IS NULL OR b.used_by <= b.made_by
        OR r.billing_npi <> f.billing_npi OR r.billing_tin <> f.billing_tin
      LIMIT 1000
      """
    ) { row in try violation(row, "its balance is taken back by a remittance that may not") }
  }

  /// What a remittance brings is the sum of the balances that it takes back.
  private static func brought(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN balance_forward_use b ON b.used_by = r.remittance_number
      LEFT JOIN balance_forward f ON f.made_by = b.made_by
      GROUP BY r.remittance_number, r.brought_forward
      HAVING COALESCE(SUM(f.amount), 0) <> r.brought_forward LIMIT 1000
      """
    ) { row in try violation(row, "what it takes back is not the balances before it") }
  }

  /// The next remittance of a payee takes back what is open.
  private static func left(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT f.made_by FROM balance_forward f
      LEFT JOIN balance_forward_use b ON b.made_by = f.made_by
      WHERE b.made_by IS NULL AND EXISTS (
        SELECT 1 FROM remittance r WHERE r.billing_npi = f.billing_npi
          AND r.billing_tin = f.billing_tin AND r.remittance_number > f.made_by)
      LIMIT 1000
      """
    ) { row in try violation(row, "its balance is open, although the payee had a remittance since")
    }
  }

  private static func violation(
    _ row: borrowing Row, _ finding: String
  ) throws -> TypeV1.Violation {
    StoreVerification.violation(
      "PAY-BALANCE-FORWARD", RunNumber(.remittance, try row.value(0)).text, finding)
  }
}
