import Domain
import Messages
import Storage

/// Finds uses of the limits of benefits, visits and dollars of a category, that are not the sums of
/// their postings, that are below nothing or beyond the limit, or that no line can have made.
///
/// The record names one claim or load that posted, or the category, never the member.
enum BenefitLimitCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try sums(in: reader) + unposted(in: reader) + beyond(in: reader) + impossible(in: reader)
  }

  private static func sums(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH total AS (
        SELECT member_id, product_id, plan_year_start, category, provider_npi, day,
          MAX(source) AS source, SUM(uses) AS uses, SUM(amount) AS amount
        FROM limit_posting
        GROUP BY member_id, product_id, plan_year_start, category, provider_npi, day)
      SELECT total.source, total.uses < 0 OR total.amount < 0 FROM total
      LEFT JOIN limit_balance b
        ON b.member_id = total.member_id AND b.product_id = total.product_id
          AND b.plan_year_start = total.plan_year_start AND b.category = total.category
          AND b.provider_npi = total.provider_npi AND b.day = total.day
      WHERE b.member_id IS NULL OR b.uses <> total.uses OR b.amount <> total.amount
        OR total.uses < 0 OR total.amount < 0
      LIMIT 1000
      """
    ) { row in
      let isBelow: Bool = try row.value(1)
      return StoreVerification.violation(
        "PAY-LIMIT-USE", try row.value(0),
        isBelow
          ? "what is used of a limit to which it posted is below nothing"
          : "what is used of a limit to which it posted is not the sum of its postings")
    }
  }

  private static func unposted(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT b.category FROM limit_balance b WHERE NOT EXISTS (
        SELECT 1 FROM limit_posting p
        WHERE p.member_id = b.member_id AND p.product_id = b.product_id
          AND p.plan_year_start = b.plan_year_start AND p.category = b.category
          AND p.provider_npi = b.provider_npi AND p.day = b.day)
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LIMIT-USE", "category \(try row.value(0, as: String.self))",
        "nothing was posted to a use of a limit")
    }
  }

  /// No claim goes beyond the limits to which lines were held; an opening balance may, and then no
  /// claim adds to it. Of several limits of a category the largest counts, and none does where a line
  /// had no such limit.
  private static func beyond(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH held AS (
        SELECT *, kind = 'claim' AND uses > 0 AS is_held FROM limit_posting),
      visit AS (
        SELECT member_id, product_id, plan_year_start, category, provider_npi,
          MAX(source) AS source, SUM(uses) AS uses, SUM(amount) AS amount,
          MAX(CASE WHEN is_held AND visits_max IS NULL THEN 999999999999 ELSE visits_max END)
            AS visits_max,
          MAX(CASE WHEN is_held AND dollars_max IS NULL THEN 999999999999 ELSE dollars_max END)
            AS dollars_max
        FROM held
        GROUP BY member_id, product_id, plan_year_start, category, provider_npi, day),
      total AS (
        SELECT MAX(source) AS source, MAX(visits_max) AS visits_max,
          MAX(dollars_max) AS dollars_max, SUM(amount) AS amount,
          SUM(CASE WHEN provider_npi = '' THEN uses WHEN uses > 0 THEN 1 ELSE 0 END) AS visits,
          SUM(CASE WHEN provider_npi <> '' AND uses > 0 THEN 1 ELSE 0 END) AS claim_visits,
          SUM(CASE WHEN provider_npi <> '' THEN amount ELSE 0 END) AS claim_amount
        FROM visit GROUP BY member_id, product_id, plan_year_start, category)
      SELECT source FROM total
      WHERE claim_visits > 0 AND visits > visits_max OR claim_amount > 0 AND amount > dollars_max
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LIMIT-USE", try row.value(0),
        "what is used of a limit to which it posted is beyond the limit")
    }
  }

  /// A line uses a visit once; a load names no line, no provider and no limit, and a line that is taken
  /// back was held to none.
  private static func impossible(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT source FROM limit_posting
      WHERE kind NOT IN ('claim', 'opening')
        OR (kind = 'claim' AND (uses NOT IN (-1, 1) OR provider_npi = '' OR amount * uses < 0))
        OR (kind = 'opening' AND (uses < 0 OR amount < 0 OR provider_npi <> '' OR version <> 0
          OR line_number <> 0 OR day <> plan_year_start))
        OR visits_max < 0 OR dollars_max < 0
        OR ((kind = 'opening' OR uses < 0) AND COALESCE(visits_max, dollars_max) IS NOT NULL)
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LIMIT-USE", try row.value(0), "a posting to a limit is one that nothing can make")
    }
  }
}

extension LimitRow {
  /// The row as an answer tells it, which names no limits.
  var withoutMaxima: LimitRow {
    var row = self
    (row.visitsMax, row.dollarsMax) = (nil, nil)
    return row
  }

  /// Whether the steps of the line, which tell a limit where they looked at it, tell the same.
  func isHeld(asIn trace: [TraceStep]) -> Bool {
    let told = trace.filter { $0.lineNumber == lineNumber }.flatMap(\.facts)
    return told.allSatisfy { fact in
      switch fact.name {
      case "visits_max": visitsMax.map { fact.value == String($0) } ?? (dollarsMax == nil)
      case "dollars_max": dollarsMax.map { fact.value == $0.description } ?? (visitsMax == nil)
      default: true
      }
    }
  }
}
