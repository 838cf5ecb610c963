import Domain
import PaymentRules
import Storage

/// Finds what a run pays late, and keeps the interest of each version (rules `INTEREST-1` to
/// `INTEREST-3`).
///
/// The database lists the candidates; the rule decides each, page by page, so that no run has to fit
/// into memory. Only now is the day of payment known.
struct RunInterest: Sendable {
  private static let pageSize = 500

  let runNumber: Int64
  /// The day of payment.
  let paidOn: Day
  /// The state of the payer.
  let state: String

  /// Keeps the interest of what the run will hold, and takes back that of what it takes back.
  func enter(in transaction: Transaction) throws {
    let table = try InterestRows.table(in: transaction)
    if let daysMin = table.daysMin {
      try list(afterDays: daysMin, in: transaction)
      try decide(table, in: transaction)
    }
    try takeBack(in: transaction)
  }

  /// Lists what pays something and may be late, with no interest yet.
  private func list(afterDays days: Int, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO claim_interest (
        run_number, claim_id, version, days_late, thousandths, amount)
      SELECT $1, d.claim_id, d.version, 0, 0, 0
      FROM unremitted u JOIN decision d ON d.claim_id = u.claim_id AND d.version = u.version
      WHERE u.run_number = $1 AND d.paid > 0 AND d.reverses_version = 0
        AND d.line_of_business IS NOT NULL
        AND COALESCE(d.corrected_received_at, d.business_time) < $2
      """, runNumber, Instant(startOf: paidOn.adding(days: -days)))
  }

  private func decide(_ table: InterestTable, in transaction: Transaction) throws {
    var last = (claimID: "", version: Int32(0))
    while true {
      let page = try LateClaim.page(
        ofRun: runNumber, after: last, count: RunInterest.pageSize, in: transaction)
      guard let end = page.last else { return }
      for claim in page { try decide(claim, table, in: transaction) }
      last = (end.claimID, end.version)
    }
  }

  private func decide(
    _ claim: LateClaim, _ table: InterestTable, in transaction: Transaction
  ) throws {
    let paidOn = min(claim.paidBefore ?? paidOn, paidOn)
    let rate = table.rate(
      state: state, lineOfBusiness: claim.lineOfBusiness, isContracted: claim.isContracted,
      paidOn: paidOn)
    let interest = rate.flatMap {
      Interest(on: claim.paid, received: claim.received, paid: paidOn, at: $0)
    }
    guard let rate, let interest else {
      try transaction.execute(
        "DELETE FROM claim_interest WHERE run_number = $1 AND claim_id = $2 AND version = $3",
        runNumber, claim.claimID, claim.version)
      return
    }
    try transaction.execute(
      """
      UPDATE claim_interest SET days_late = $4, thousandths = $5, amount = $6
      WHERE run_number = $1 AND claim_id = $2 AND version = $3
      """, runNumber, claim.claimID, claim.version, interest.daysLate, rate.thousandths,
      interest.amount)
  }

  private func takeBack(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO claim_interest (
        run_number, claim_id, version, days_late, thousandths, amount)
      SELECT $1, d.claim_id, d.version, i.days_late, i.thousandths, -i.amount
      FROM unremitted u JOIN decision d ON d.claim_id = u.claim_id AND d.version = u.version
      JOIN claim_interest i ON i.claim_id = d.claim_id AND i.version = d.reverses_version
      WHERE u.run_number = $1 AND d.reverses_version > 0
      """, runNumber)
  }
}
