import Domain
import Messages
import PaymentRules
import Protobuf
import Storage

/// Finds months of members that are not paid as their rosters and rates say (rules `CAP-1` to `CAP-4`).
///
/// Statements are compared with the stored answers, members with statements and rates, and what was
/// queued with both. No finding names a member.
enum CapitationCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try answers(in: reader) + sums(in: reader) + members(in: reader) + queued(in: reader)
      + CapitationTermsCheck.violations(in: reader)
  }

  /// Each statement is what its request was answered with, and of the terms of its contract.
  private static func answers(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let wrong = try reader.rows(
      """
      SELECT s.statement_number, s.source, s.contract_id, s.billing_npi, s.billing_tin, s.month,
        s.terms_number, s.settled_at, s.member_count, s.changed_count, s.amount, s.difference,
        s.code, s.month_days, a.answer,
        CASE WHEN t.contract_id = s.contract_id AND t.from_day <= s.month THEN 1 ELSE 0 END
      FROM capitation_statement s LEFT JOIN step_answer a ON a.key = s.source
      LEFT JOIN capitation_terms t ON t.terms_number = s.terms_number
      """
    ) { row -> TypeV1.Violation? in
      let statement = try CapitationRows.statement(row)
      let answer = try row.value(14, as: [UInt8]?.self).flatMap {
        try? PaymentV1.SettleCapitationResponse(protobufBytes: $0)
      }
      let isSame =
        answer?.statement == statement.message(remittanceID: "")
        && answer?.isUnchanged == false
      let isOfTerms = try row.value(15, as: Int.self) == 1
      guard isSame, isOfTerms, statement.payment.month.length == (try row.value(13, as: Int.self))
      else { return violation(statement.number, "it is not what its request was answered with") }
      return nil
    }
    return try wrong.compactMap { $0 } + unstated(in: reader)
  }

  /// A request that changed something made a statement.
  private static func unstated(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let answers = try reader.rows(
      """
      SELECT a.answer FROM step_answer a
      WHERE a.key >= 'capitation/' AND a.key < 'capitation0'
        AND NOT EXISTS (SELECT 1 FROM capitation_statement s WHERE s.source = a.key)
      """
    ) { row in try row.value(0, as: [UInt8].self) }
    return answers.compactMap { bytes in
      let answer = try? PaymentV1.SettleCapitationResponse(protobufBytes: bytes)
      guard answer?.isUnchanged != true else { return nil }
      return StoreVerification.violation(
        "PAY-CAPITATION", answer?.statement?.statementID ?? "statement",
        "a request was answered with it, and it is not there")
    }
  }

  /// What a statement changes is the sum of its members' changes; what the month comes to is the sum
  /// of all changes so far.
  private static func sums(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT statement_number FROM (
        SELECT s.statement_number, s.amount, s.difference, s.changed_count,
          SUM(s.difference) OVER (
            PARTITION BY s.contract_id, s.billing_npi, s.billing_tin, s.month
            ORDER BY s.statement_number) AS total,
          (SELECT COUNT(*) FROM capitation_member m
            WHERE m.statement_number = s.statement_number) AS changed,
          (SELECT COALESCE(SUM(m.change), 0) FROM capitation_member m
            WHERE m.statement_number = s.statement_number) AS change
        FROM capitation_statement s) AS summed
      WHERE amount <> total OR difference <> change OR changed_count <> changed LIMIT 1000
      """
    ) { row in
      violation(try row.value(0), "it is not the sum of what its members changed")
    }
  }

  /// A member's amount is the days that count at a rate of the terms, and its change the difference to
  /// the amount before.
  private static func members(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT statement_number FROM (
        SELECT m.statement_number, m.days, m.rate, m.amount, m.change, s.month_days AS length,
          s.terms_number, s.statement_number AS stated, t.counting,
          LAG(m.amount) OVER (
            PARTITION BY s.contract_id, s.billing_npi, s.billing_tin, s.month, m.member_id
            ORDER BY m.statement_number) AS earlier
        FROM capitation_member m
        LEFT JOIN capitation_statement s ON s.statement_number = m.statement_number
        LEFT JOIN capitation_terms t ON t.terms_number = s.terms_number) AS paid
      WHERE stated IS NULL OR change <> amount - COALESCE(earlier, 0) OR change = 0
        OR amount <> (2 * rate * days + length) / (2 * length) OR days < 0 OR days > length
        OR (days = 0 AND rate <> 0) OR (counting <> 'by_day' AND days NOT IN (0, length))
        OR (days > 0 AND NOT EXISTS (
          SELECT 1 FROM capitation_rate r
          WHERE r.terms_number = paid.terms_number AND r.amount = paid.rate))
      LIMIT 1000
      """
    ) { row in
      violation(
        try row.value(0), "a member's amount does not follow from days, rate and what was paid")
    }
  }

  /// What is queued, and stands in the ledger, is the difference, with the reason of its place.
  private static func queued(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT statement_number FROM (
        SELECT s.*, a.source AS queued, a.amount AS due, a.code AS reason, a.posted_at,
          a.billing_npi AS npi, a.billing_tin AS tin,
          CASE WHEN ROW_NUMBER() OVER (
              PARTITION BY s.contract_id, s.billing_npi, s.billing_tin, s.month
              ORDER BY s.statement_number) = 1 THEN $1 ELSE $2 END AS expected
        FROM capitation_statement s LEFT JOIN provider_adjustment a ON a.source = s.source) AS queue
      WHERE code <> expected OR (queued IS NULL) <> (difference = 0)
        OR (queued IS NOT NULL AND (due <> -difference OR reason <> code
          OR posted_at <> settled_at OR npi <> billing_npi OR tin <> billing_tin))
      UNION ALL SELECT s.statement_number FROM capitation_statement s
      JOIN settlement_entry e ON e.source = s.source
      WHERE e.posted_at <> s.settled_at
        OR (e.account = $3 AND e.amount <> s.difference) OR e.account NOT IN ($3, $4)
      LIMIT 1000
      """, ProviderAdjustment.Code.capitation, ProviderAdjustment.Code.retroactiveCapitation,
      LedgerAccount.capitationExpense, LedgerAccount.accountsPayable
    ) { row in violation(try row.value(0), "what is queued for it is not what it changed") }
  }

  private static func violation(_ number: Int64, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation(
      "PAY-CAPITATION", RunNumber(.statement, number).text, finding)
  }
}
