import Domain
import PaymentRules
import Storage

/// The queue of money beside claims, and what remittances took from it.
enum AdjustmentRows {
  /// Has money wait for the next run; nothing waits for nothing.
  static func insert(
    _ adjustment: ProviderAdjustment, at time: Instant, in transaction: Transaction
  ) throws {
    guard adjustment.amount != .zero else { return }
    try transaction.execute(
      """
      INSERT INTO provider_adjustment (
        source, billing_npi, billing_tin, code, reference, amount, posted_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, adjustment.source, adjustment.payee.npi, adjustment.payee.tin, adjustment.code,
      adjustment.reference, adjustment.amount, time)
    try transaction.execute(
      """
      INSERT INTO unremitted_adjustment (billing_npi, billing_tin, adjustment_number)
      SELECT billing_npi, billing_tin, adjustment_number FROM provider_adjustment
      WHERE source = $1
      """, adjustment.source)
  }

  /// What a remittance took from the queue, in the order in which it was queued.
  static func remitted(
    by number: Int64, in reader: some StoreReading
  ) throws -> [(code: String, reference: String, amount: Money)] {
    try reader.rows(
      """
      SELECT a.code, a.reference, a.amount FROM remittance_adjustment r
      JOIN provider_adjustment a ON a.adjustment_number = r.adjustment_number
      WHERE r.remittance_number = $1 ORDER BY a.adjustment_number
      """, number
    ) { row in (try row.value(0), try row.value(1), try row.value(2)) }
  }
}
