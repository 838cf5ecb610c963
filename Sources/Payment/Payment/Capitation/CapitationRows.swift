import Domain
import PaymentRules
import Storage

/// The rows of statements of capitation and of the members that they change.
enum CapitationRows {
  /// How the keys of stored answers begin, and the sources of what is queued.
  static let keyPrefix = "capitation/"

  /// Adds a statement with its changes and gives it with its number.
  static func insert(
    _ statement: CapitationStatement, _ changes: [CapitationDifference.Change],
    in transaction: Transaction
  ) throws -> CapitationStatement {
    var statement = statement
    let payment = statement.payment
    try transaction.execute(
      """
      INSERT INTO capitation_statement (
        source, contract_id, billing_npi, billing_tin, month, month_days, terms_number, settled_at,
        member_count, changed_count, amount, difference, code)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """, statement.source, payment.contractID, payment.payee.npi, payment.payee.tin,
      payment.month.first, payment.month.length, statement.termsNumber, statement.settledAt,
      statement.memberCount, statement.changedCount, statement.amount, statement.difference,
      statement.code)
    statement.number =
      try latest(of: payment, in: transaction)?.number ?? 0
    for change in changes {
      try transaction.execute(
        """
        INSERT INTO capitation_member (statement_number, member_id, days, rate, amount, change)
        VALUES ($1, $2, $3, $4, $5, $6)
        """, statement.number, change.month.memberID, change.month.days, change.month.rate,
        change.month.amount, change.change)
    }
    return statement
  }

  /// The last statement of a month.
  static func latest(
    of payment: CapitatedMonth, in reader: some StoreReading
  ) throws -> CapitationStatement? {
    try reader.first(
      """
      SELECT statement_number, source, contract_id, billing_npi, billing_tin, month, terms_number,
        settled_at, member_count, changed_count, amount, difference, code
      FROM capitation_statement
      WHERE contract_id = $1 AND billing_npi = $2 AND billing_tin = $3 AND month = $4
      ORDER BY statement_number DESC
      """, payment.contractID, payment.payee.npi, payment.payee.tin, payment.month.first,
      read: statement)
  }

  /// What is paid so far for each member of a month, those with nothing left out.
  static func paid(
    for payment: CapitatedMonth, in reader: some StoreReading
  ) throws -> [String: Money] {
    var paid: [String: Money] = [:]
    try reader.forEach(
      """
      SELECT m.member_id, SUM(m.change) FROM capitation_statement s
      JOIN capitation_member m ON m.statement_number = s.statement_number
      WHERE s.contract_id = $1 AND s.billing_npi = $2 AND s.billing_tin = $3 AND s.month = $4
      GROUP BY m.member_id HAVING SUM(m.change) <> 0
      """, payment.contractID, payment.payee.npi, payment.payee.tin, payment.month.first
    ) { row in paid[try row.value(0)] = try row.value(1, as: Money.self) }
    return paid
  }

  /// Reads a row of the columns of a statement without the days of its month.
  static func statement(_ row: borrowing Row) throws -> CapitationStatement {
    guard let month = CapitationMonth(first: try row.value(5)) else {
      throw StorageError(.corrupt, "a statement of capitation is of no month")
    }
    return CapitationStatement(
      number: try row.value(0), source: try row.value(1),
      payment: CapitatedMonth(
        contractID: try row.value(2),
        payee: PayeeKey(npi: try row.value(3), tin: try row.value(4)), month: month),
      termsNumber: try row.value(6), settledAt: try row.value(7), memberCount: try row.value(8),
      changedCount: try row.value(9), amount: try row.value(10), difference: try row.value(11),
      code: try row.value(12))
  }
}
