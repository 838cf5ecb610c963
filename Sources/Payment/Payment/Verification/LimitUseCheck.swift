import Messages
import Storage

/// Finds uses of limits that are not the sums of their postings, that are below nothing, or that no
/// line can have made.
///
/// The record names one claim or load that posted, or the category, never the member.
enum LimitUseCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try sums(in: reader) + unposted(in: reader) + impossible(in: reader)
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

  /// A line uses a visit once; a load names no line and no provider.
  private static func impossible(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT DISTINCT source FROM limit_posting
      WHERE kind NOT IN ('claim', 'opening')
        OR (kind = 'claim' AND (uses NOT IN (-1, 1) OR provider_npi = '' OR amount * uses < 0))
        OR (kind = 'opening' AND (uses < 0 OR amount < 0 OR provider_npi <> '' OR version <> 0
          OR line_number <> 0 OR day <> plan_year_start))
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-LIMIT-USE", try row.value(0), "a posting to a limit is one that nothing can make")
    }
  }
}
