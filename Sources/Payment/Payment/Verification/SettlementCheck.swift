import Domain
import Messages
import Storage

/// Finds settlements of a contract and year that are not what was answered or queued (rules `SETTLE-2`
/// and `WITHHOLD-3` to `WITHHOLD-5`).
enum SettlementCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try unanswered(in: reader) + risk(in: reader) + queued(in: reader) + applied(in: reader)
  }

  /// Each has its stored answer, so that the same request again changes nothing.
  private static func unanswered(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT source FROM (
        SELECT source, source AS key FROM risk_settlement
        UNION ALL
        SELECT source, substr(
          source, 1, length(source) - length('/' || billing_npi || '/' || billing_tin))
        FROM withhold_settlement WHERE source LIKE 'withhold/%') settlement
      WHERE NOT EXISTS (SELECT 1 FROM step_answer a WHERE a.key = settlement.key) LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-ANSWER", try row.value(0), "the settlement has no stored answer")
    }
  }

  /// Each answer of a gain or loss has its settlement, which came to what was answered.
  private static func risk(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT a.key, a.answer, s.budget, s.actual, s.bonus, s.deficit, s.from_pool
      FROM step_answer a LEFT JOIN risk_settlement s ON s.source = a.key
      WHERE a.key LIKE 'risk/%' ORDER BY a.key
      """
    ) { row in
      let answer: PaymentV1.SettleRiskResponse = try SettledAnswer.read(row.value(1))
      guard let budget: Money = try row.value(2) else {
        return violation(try row.value(0), "an answer has no settlement")
      }
      let (actual, bonus) = (try row.value(3, as: Money.self), try row.value(4, as: Money.self))
      let (deficit, pool) = (try row.value(5, as: Money.self), try row.value(6, as: Money.self))
      let settled = [budget, budget - actual, bonus, pool, deficit - pool].map(\.cents)
      let answered = [
        answer.budget, answer.gain, answer.bonus, answer.recoveredFromPool, answer.owed,
      ].map { $0?.cents ?? 0 }
      return settled == answered
        ? nil : violation(try row.value(0), "the settlement is not what was answered")
    }.compactMap(\.self)
  }

  /// What was queued names contract and year, for the payee.
  private static func queued(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT s.source, s.contract_id, s.year, a.reference,
        s.billing_npi = a.billing_npi AND s.billing_tin = a.billing_tin
      FROM (
        SELECT source, contract_id, year, billing_npi, billing_tin FROM risk_settlement
        UNION ALL SELECT source, contract_id, year, billing_npi, billing_tin
        FROM withhold_settlement) s
      JOIN provider_adjustment a ON a.source = s.source ORDER BY s.source
      """
    ) { row in
      let pool = WithholdPool(contractID: try row.value(1), year: try row.value(2))
      let isSame = try row.value(3, as: String.self) == pool.reference && row.value(4)
      return isSame
        ? nil : violation(try row.value(0), "what it queued is of another contract, year or payee")
    }.compactMap(\.self)
  }

  /// What a loss used of a pool left that pool.
  private static func applied(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT s.source FROM risk_settlement s LEFT JOIN withhold_settlement w
        ON w.source = s.source AND w.contract_id = s.contract_id AND w.year = s.year
        AND w.billing_npi = s.billing_npi AND w.billing_tin = s.billing_tin
      WHERE COALESCE(w.applied, 0) <> s.from_pool LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-WITHHOLD", try row.value(0), "what the loss used is not what left the pool")
    }
  }

  private static func violation(_ record: String, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-ADJUSTMENT", record, finding)
  }
}
