import Domain
import Storage

/// What closing a run writes, each part one statement over all payees.
///
/// The database moves the rows; none of them is held here, however many claims the run has.
/// ``RunLedger`` enters afterwards what the remittances came to.
struct RunPosting: Sendable {
  /// The most versions in one remittance, as the guide of the 835 has it.
  static let remittanceClaimsMax = 10_000

  /// The most money beside claims in one remittance; more of it waits for the next run.
  static let remittanceAdjustmentsMax = 1_000

  let runNumber: Int64
  /// The most versions in one remittance; fewer only in tests.
  var claimsMax = remittanceClaimsMax
  /// The most money beside claims in one remittance; less only in tests.
  var adjustmentsMax = remittanceAdjustmentsMax

  /// Puts the versions that wait into one remittance a payee.
  func post(paidOn: Day, state: String, in transaction: Transaction) throws {
    try chooseClaims(in: transaction)
    try chooseAdjustments(in: transaction)
    try RunInterest(runNumber: runNumber, paidOn: paidOn, state: state).enter(in: transaction)
    try addRemittances(in: transaction)
    try addClaims(in: transaction)
    try addAdjustments(in: transaction)
    try useBalances(in: transaction)
    try carryBalances(in: transaction)
    try transaction.execute("DELETE FROM unremitted WHERE run_number = $1", runNumber)
    try transaction.execute("DELETE FROM unremitted_adjustment WHERE run_number = $1", runNumber)
  }

  /// Of a payee with more versions than a remittance holds, the first ones go into this run and the
  /// others wait for the next; what takes a version back never goes without what takes its place
  /// (rule `RUN-1`).
  private func chooseClaims(in transaction: Transaction) throws {
    try transaction.execute(
      """
      UPDATE unremitted SET run_number = $1 WHERE (claim_id, version) IN (
        SELECT claim_id, version FROM (
          SELECT u.claim_id, u.version, ROW_NUMBER() OVER payee AS place,
            CASE WHEN d.reverses_version > 0 AND LEAD(u.claim_id) OVER payee = u.claim_id
              THEN 1 ELSE 0 END AS successors
          FROM unremitted u
          JOIN decision d ON d.claim_id = u.claim_id AND d.version = u.version
          WINDOW payee AS (
            PARTITION BY u.billing_npi, u.billing_tin ORDER BY u.claim_id, u.version)) AS placed
        WHERE place + successors <= $2)
      """, runNumber, claimsMax)
  }

  /// Of a payee for whom more waits than a remittance holds, what was queued first goes into this run; a
  /// refund, or what is written off, never goes without the recovery that it makes up for, which was
  /// queued before it and whose name ends its own (rules `ADJUST-1` and `RECOUP-3`).
  private func chooseAdjustments(in transaction: Transaction) throws {
    try transaction.execute(
      """
      UPDATE unremitted_adjustment SET run_number = $1 WHERE adjustment_number IN (
        SELECT adjustment_number FROM (
          SELECT u.adjustment_number, ROW_NUMBER() OVER payee AS place,
            CASE WHEN LEAD(a.source) OVER payee IN (
                'recoupment+72/' || a.source, 'recoupment+CS/' || a.source)
              THEN 1 ELSE 0 END AS successors
          FROM unremitted_adjustment u
          JOIN provider_adjustment a ON a.adjustment_number = u.adjustment_number
          WINDOW payee AS (
            PARTITION BY u.billing_npi, u.billing_tin ORDER BY u.adjustment_number)) AS placed
        WHERE place + successors <= $2)
      """, runNumber, adjustmentsMax)
  }

  /// A payment is never below nothing: what is missing is carried forward (rule `RUN-3`).
  private func addRemittances(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO remittance (
        run_number, billing_npi, billing_tin, payee_number, claim_count, claims_paid,
        interest, adjusted, brought_forward, carried_forward, payment)
      WITH due AS (
        SELECT u.billing_npi, u.billing_tin, COUNT(*) AS claim_count, SUM(d.paid) AS paid,
          SUM(COALESCE(i.amount, 0)) AS interest
        FROM unremitted u JOIN decision d ON d.claim_id = u.claim_id AND d.version = u.version
        LEFT JOIN claim_interest i ON i.run_number = $1 AND i.claim_id = u.claim_id
          AND i.version = u.version
        WHERE u.run_number = $1 GROUP BY u.billing_npi, u.billing_tin),
      beside AS (
        SELECT u.billing_npi, u.billing_tin, SUM(a.amount) AS adjusted
        FROM unremitted_adjustment u
        JOIN provider_adjustment a ON a.adjustment_number = u.adjustment_number
        WHERE u.run_number = $1 GROUP BY u.billing_npi, u.billing_tin),
      paid_now AS (
        SELECT billing_npi, billing_tin FROM due
        UNION SELECT billing_npi, billing_tin FROM beside),
      open AS (
        SELECT f.billing_npi, f.billing_tin, SUM(f.amount) AS amount FROM balance_forward f
        LEFT JOIN balance_forward_use b ON b.made_by = f.made_by
        WHERE b.made_by IS NULL GROUP BY f.billing_npi, f.billing_tin),
      net AS (
        SELECT p.billing_npi, p.billing_tin, COALESCE(due.claim_count, 0) AS claim_count,
          COALESCE(due.paid, 0) AS paid, COALESCE(due.interest, 0) AS interest,
          COALESCE(beside.adjusted, 0) AS adjusted, COALESCE(open.amount, 0) AS brought,
          COALESCE(due.paid, 0) + COALESCE(due.interest, 0) - COALESCE(beside.adjusted, 0)
            - COALESCE(open.amount, 0) AS payable
        FROM paid_now p
        LEFT JOIN due ON due.billing_npi = p.billing_npi AND due.billing_tin = p.billing_tin
        LEFT JOIN beside
          ON beside.billing_npi = p.billing_npi AND beside.billing_tin = p.billing_tin
        LEFT JOIN open ON open.billing_npi = p.billing_npi AND open.billing_tin = p.billing_tin)
      SELECT $1, net.billing_npi, net.billing_tin,
        (SELECT MAX(p.payee_number) FROM payee p
          WHERE p.npi = net.billing_npi AND p.tin = net.billing_tin),
        net.claim_count, net.paid, net.interest, net.adjusted, net.brought,
        CASE WHEN net.payable < 0 THEN -net.payable ELSE 0 END,
        CASE WHEN net.payable > 0 THEN net.payable ELSE 0 END
      FROM net ORDER BY net.billing_npi, net.billing_tin
      """, runNumber)
  }

  /// Money beside claims is taken once, also where a payee has no claim (rule `ADJUST-1`).
  private func addAdjustments(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO remittance_adjustment (remittance_number, adjustment_number)
      SELECT r.remittance_number, u.adjustment_number FROM unremitted_adjustment u
      JOIN remittance r ON r.run_number = u.run_number AND r.billing_npi = u.billing_npi
        AND r.billing_tin = u.billing_tin
      WHERE u.run_number = $1
      ORDER BY r.remittance_number, u.adjustment_number
      """, runNumber)
  }

  private func addClaims(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO remittance_claim (remittance_number, claim_id, version)
      SELECT r.remittance_number, u.claim_id, u.version FROM unremitted u
      JOIN remittance r ON r.run_number = u.run_number AND r.billing_npi = u.billing_npi
        AND r.billing_tin = u.billing_tin
      WHERE u.run_number = $1
      ORDER BY r.remittance_number, u.claim_id, u.version
      """, runNumber)
  }

  private func useBalances(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO balance_forward_use (made_by, used_by)
      SELECT f.made_by, r.remittance_number FROM remittance r
      JOIN balance_forward f
        ON f.billing_npi = r.billing_npi AND f.billing_tin = r.billing_tin
      LEFT JOIN balance_forward_use b ON b.made_by = f.made_by
      WHERE r.run_number = $1 AND b.made_by IS NULL
      """, runNumber)
  }

  private func carryBalances(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO balance_forward (made_by, billing_npi, billing_tin, amount)
      SELECT remittance_number, billing_npi, billing_tin, carried_forward FROM remittance
      WHERE run_number = $1 AND carried_forward > 0
      """, runNumber)
  }
}
