import Domain
import Messages
import Storage

/// Finds accounts of the ledger whose balance is not what the rows beside it add up to.
///
/// What is owed is what waits for a run, claims and money beside them; what was paid is the sum of the
/// remittances, less what payees sent; what they owe by letters is what is open of them; what providers owe is the sum of the balances that nothing took back; what members cost
/// by the month is the sum of the statements; and what the budget law kept is the sum of the decisions,
/// and of the lines that reports add up.
enum LedgerAccountCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let balances = Dictionary(
      try LedgerRows.balances(in: reader).map { ($0.account, $0.cents) }
    ) { first, _ in first }
    var found: [TypeV1.Violation] = []
    for (account, statement) in expected {
      let cents = try reader.first(statement) { row in try row.value(0, as: Int64.self) }
      guard cents != balances[account.rawValue] ?? 0 else { continue }
      found.append(
        StoreVerification.violation(
          "PAY-LEDGER", "account \(account.rawValue)",
          "its balance is not what decisions, remittances and balances add up to"))
    }
    return found
  }

  private static let expected: [(LedgerAccount, SQL)] = [
    (
      .accountsPayable,
      """
      SELECT COALESCE(SUM(amount), 0) FROM (
        SELECT -d.paid AS amount FROM unremitted u
        JOIN decision d ON d.claim_id = u.claim_id AND d.version = u.version
        UNION ALL SELECT a.amount FROM unremitted_adjustment u
        JOIN provider_adjustment a ON a.adjustment_number = u.adjustment_number) waiting
      """
    ),
    (
      .cash,
      """
      SELECT COALESCE(SUM(amount), 0) FROM (
        SELECT -payment AS amount FROM remittance
        UNION ALL SELECT amount FROM recoupment_event WHERE kind = 'refund') moved
      """
    ),
    (
      .overpaymentReceivable,
      """
      SELECT COALESCE(SUM(amount), 0) FROM (
        SELECT recoupment_number, amount FROM recoupment
        UNION ALL SELECT recoupment_number, -amount FROM recoupment_event) asked
      WHERE NOT EXISTS (
        SELECT 1 FROM recoupment_event w
        WHERE w.recoupment_number = asked.recoupment_number AND w.kind = 'withdrawal')
      """
    ),
    (
      .providerReceivable,
      """
      SELECT COALESCE(SUM(f.amount), 0) FROM balance_forward f
      LEFT JOIN balance_forward_use b ON b.made_by = f.made_by WHERE b.made_by IS NULL
      """
    ),
    (.capitationExpense, "SELECT COALESCE(SUM(difference), 0) FROM capitation_statement"),
    (.sequestration, "SELECT COALESCE(SUM(sequestered), 0) FROM decision"),
    (.sequestration, "SELECT COALESCE(SUM(sequestered), 0) FROM sequestration_line"),
  ]
}
