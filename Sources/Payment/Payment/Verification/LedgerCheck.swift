import Messages
import Storage

/// Finds postings of the ledger whose entries do not add up to nothing.
enum LedgerCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let claims = try reader.rows(
      """
      SELECT claim_id, version FROM ledger_entry GROUP BY claim_id, version, posting
      HAVING SUM(amount) <> 0 LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LEDGER",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "debits and credits differ")
    }
    let total = try LedgerRows.balances(in: reader).reduce(Int128(0)) { $0 + Int128($1.cents) }
    guard total != 0 else { return claims }
    return claims + [
      StoreVerification.violation("PAY-LEDGER", "ledger", "all debits and all credits differ")
    ]
  }
}
