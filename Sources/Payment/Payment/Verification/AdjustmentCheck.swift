import Domain
import Messages
import Storage

/// Finds money beside claims that is not in exactly one place, and pools that hold what they should
/// not (rules `ADJUST-1` and `WITHHOLD-3` to `WITHHOLD-5`).
enum AdjustmentCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try misplaced(in: reader) + sums(in: reader) + entries(in: reader) + pools(in: reader)
      + ledger(in: reader)
  }

  /// Each waits for a run, or is in one remittance of its payee.
  private static func misplaced(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.source FROM provider_adjustment a
      LEFT JOIN unremitted_adjustment u ON u.adjustment_number = a.adjustment_number
        AND u.billing_npi = a.billing_npi AND u.billing_tin = a.billing_tin
      LEFT JOIN remittance_adjustment h ON h.adjustment_number = a.adjustment_number
      LEFT JOIN remittance r ON r.remittance_number = h.remittance_number
        AND r.billing_npi = a.billing_npi AND r.billing_tin = a.billing_tin
      WHERE (u.adjustment_number IS NULL) = (r.remittance_number IS NULL)
        OR (h.adjustment_number IS NULL) <> (r.remittance_number IS NULL)
      UNION ALL
      SELECT u.billing_npi FROM unremitted_adjustment u
      LEFT JOIN provider_adjustment a ON a.adjustment_number = u.adjustment_number
        AND u.billing_npi = a.billing_npi AND u.billing_tin = a.billing_tin
      WHERE a.adjustment_number IS NULL
      LIMIT 1000
      """
    ) { row in
      violation(
        try row.value(0), "it is neither in a remittance of its payee nor waiting for one, or both")
    }
  }

  /// What a remittance adjusts is the sum of what it took from the queue.
  private static func sums(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN remittance_adjustment h ON h.remittance_number = r.remittance_number
      LEFT JOIN provider_adjustment a ON a.adjustment_number = h.adjustment_number
      GROUP BY r.remittance_number, r.adjusted
      HAVING COALESCE(SUM(a.amount), 0) <> r.adjusted LIMIT 1000
      """
    ) { row in
      violation(
        RunNumber(.remittance, try row.value(0)).text,
        "what it adjusts is not what it took from the queue")
    }
  }

  /// A settlement enters on accounts payable what it queues, and balances.
  private static func entries(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source FROM (
        SELECT e.source, SUM(e.amount) AS total,
          SUM(CASE WHEN e.account = $1 THEN e.amount ELSE 0 END)
            - COALESCE(MAX(a.amount), 0) AS difference
        FROM settlement_entry e LEFT JOIN provider_adjustment a ON a.source = e.source
        GROUP BY e.source
        UNION ALL SELECT a.source, 0, 1 FROM provider_adjustment a
        WHERE NOT EXISTS (SELECT 1 FROM settlement_entry e WHERE e.source = a.source)) entry
      WHERE total <> 0 OR difference <> 0 LIMIT 1000
      """, LedgerAccount.accountsPayable
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER", try row.value(0), "the ledger does not show what was settled")
    }
  }

  /// No pool is below nothing.
  private static func pools(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT contract_id, year FROM (
        SELECT contract_id, year, billing_npi, billing_tin, amount FROM withhold_posting
        UNION ALL SELECT contract_id, year, billing_npi, billing_tin,
          -(released + forfeited + applied) FROM withhold_settlement) pool
      GROUP BY contract_id, year, billing_npi, billing_tin HAVING SUM(amount) < 0 LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-WITHHOLD", "\(try row.value(0, as: String.self)) \(try row.value(1, as: Int.self))",
        "the pool is below nothing")
    }
  }

  /// The account of the pools is what stands in them.
  private static func ledger(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let pools = try reader.first(
      """
      SELECT COALESCE(SUM(amount), 0) FROM (
        SELECT amount FROM withhold_posting
        UNION ALL SELECT -(released + forfeited + applied) FROM withhold_settlement) pool
      """
    ) { row in try row.value(0, as: Int64.self) }
    let account = try LedgerRows.balances(in: reader).first {
      $0.account == LedgerAccount.withholdPool.rawValue
    }
    let difference = Int128(pools ?? 0) + Int128(account?.cents ?? 0)
    guard difference != 0 else { return [] }
    return [
      StoreVerification.violation(
        "PAY-WITHHOLD", "ledger", "the account of the pools is not what stands in them")
    ]
  }

  private static func violation(_ record: String, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-ADJUSTMENT", record, finding)
  }
}
