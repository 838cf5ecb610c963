import Domain
import PaymentRules
import Storage

/// Enters in the ledger what the remittances of a run settle, pay and carry (rule `RUN-4`).
struct RunLedger: Sendable {
  private static let pageSize = 500

  let runNumber: Int64
  let closedAt: Instant

  /// Enters every remittance, page by page.
  ///
  /// The sums of the run must have been checked: an amount beyond the largest is not read.
  func enter(in transaction: Transaction) throws {
    var last: Int64 = 0
    while true {
      let page = try RemittanceRows.page(
        ofRun: runNumber, after: last, count: RunLedger.pageSize, in: transaction)
      guard let end = page.last?.number else { return }
      for remittance in page { try enter(remittance, in: transaction) }
      last = end
    }
  }

  private func enter(_ remittance: RemittanceRecord, in transaction: Transaction) throws {
    let posting = RemittanceLedger.posting(
      claimsPaid: remittance.claimsPaid, interest: remittance.interest,
      adjusted: remittance.adjusted, payment: remittance.payment)
    try LedgerRows.insert(
      posting, remittance: remittance.number, at: closedAt, in: transaction)
  }
}
