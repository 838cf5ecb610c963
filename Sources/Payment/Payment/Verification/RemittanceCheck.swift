import Domain
import Messages
import Storage

/// Finds runs and remittances whose sums are not those of what they hold.
enum RemittanceCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try claims(in: reader) + payments(in: reader) + runs(in: reader) + orphans(in: reader)
      + entries(in: reader)
  }

  /// Count and sum of a remittance are those of its versions.
  private static func claims(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN remittance_claim c ON c.remittance_number = r.remittance_number
      LEFT JOIN decision d ON d.claim_id = c.claim_id AND d.version = c.version
      GROUP BY r.remittance_number, r.claim_count, r.claims_paid
      HAVING COUNT(c.claim_id) <> r.claim_count OR COALESCE(SUM(d.paid), 0) <> r.claims_paid
        OR (COUNT(c.claim_id) = 0 AND NOT EXISTS (
          SELECT 1 FROM remittance_adjustment h WHERE h.remittance_number = r.remittance_number))
      LIMIT 1000
      """
    ) { row in try violation(row, "its sums are not those of the claims that it lists") }
  }

  /// The payment is what the claims pay, less balances brought, plus what is carried; never below
  /// zero, and zero when something is carried.
  private static func payments(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT remittance_number FROM remittance
      WHERE payment <> claims_paid + interest - adjusted - brought_forward + carried_forward OR payment < 0
        OR brought_forward < 0 OR carried_forward < 0
        OR (carried_forward > 0 AND payment <> 0)
      LIMIT 1000
      """
    ) { row in try violation(row, "its payment is not what claims and balances leave") }
  }

  private static func runs(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT p.run_number FROM payment_run p
      LEFT JOIN remittance r ON r.run_number = p.run_number
      GROUP BY p.run_number, p.remittance_count, p.claim_count, p.payment
      HAVING COUNT(r.remittance_number) <> p.remittance_count
        OR COALESCE(SUM(r.claim_count), 0) <> p.claim_count
        OR COALESCE(SUM(r.payment), 0) <> p.payment
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-RUN", RunNumber(.run, try row.value(0)).text,
        "its sums are not those of its remittances")
    }
  }

  private static func orphans(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN payment_run p ON p.run_number = r.run_number
      WHERE p.run_number IS NULL LIMIT 1000
      """
    ) { row in try violation(row, "its run was never closed") }
  }

  /// The ledger shows what the remittance settles, pays and carries.
  private static func entries(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN remittance_entry e ON e.remittance_number = r.remittance_number
      GROUP BY r.remittance_number, r.claims_paid, r.payment, r.carried_forward,
        r.brought_forward, r.interest, r.adjusted
      HAVING COALESCE(SUM(CASE WHEN e.account = $1 THEN e.amount ELSE 0 END), 0)
          <> r.claims_paid - r.adjusted
        OR COALESCE(SUM(CASE WHEN e.account = $2 THEN e.amount ELSE 0 END), 0) <> -r.payment
        OR COALESCE(SUM(CASE WHEN e.account = $3 THEN e.amount ELSE 0 END), 0)
          <> r.carried_forward - r.brought_forward
        OR COALESCE(SUM(CASE WHEN e.account = $4 THEN e.amount ELSE 0 END), 0) <> r.interest
        OR COALESCE(SUM(e.amount), 0) <> 0
        OR COUNT(CASE WHEN e.account NOT IN ($1, $2, $3, $4) THEN 1 END) > 0
      LIMIT 1000
      """, LedgerAccount.accountsPayable, LedgerAccount.cash, LedgerAccount.providerReceivable,
      LedgerAccount.interestExpense
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER", RunNumber(.remittance, try row.value(0)).text,
        "the ledger does not show what the remittance settles, pays and carries")
    }
  }

  private static func violation(
    _ row: borrowing Row, _ finding: String
  ) throws -> TypeV1.Violation {
    StoreVerification.violation(
      "PAY-REMITTANCE", RunNumber(.remittance, try row.value(0)).text, finding)
  }
}
