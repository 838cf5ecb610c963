import Messages
import Storage

/// Finds running amounts below zero or beyond the limits to which claims were held.
///
/// An amount may lie beyond its limit only by its opening balance, to which no claim then adds. The
/// record names the product and one claim that posted, never the member.
enum BalanceCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try members(in: reader) + families(in: reader)
  }

  private static func members(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT product_id, MAX(source),
        SUM(deductible) < 0 OR SUM(out_of_pocket) < 0
      FROM accumulator_posting WHERE member_id <> ''
      GROUP BY member_id, product_id, plan_year_start
      HAVING SUM(deductible) < 0 OR SUM(out_of_pocket) < 0
        OR SUM(deductible) > MAX(member_deductible_max)
          AND SUM(CASE WHEN kind = 'claim' THEN deductible ELSE 0 END) > 0
          AND COUNT(member_deductible_max) = SUM(CASE WHEN kind = 'claim' THEN 1 ELSE 0 END)
        OR SUM(out_of_pocket) > MAX(member_out_of_pocket_max)
          AND SUM(CASE WHEN kind = 'claim' THEN out_of_pocket ELSE 0 END) > 0
      LIMIT 1000
      """, read: violation)
  }

  private static func families(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT product_id, MAX(source),
        SUM(deductible) < 0 OR SUM(out_of_pocket) < 0
      FROM accumulator_posting WHERE family_id <> ''
      GROUP BY family_id, product_id, plan_year_start
      HAVING SUM(deductible) < 0 OR SUM(out_of_pocket) < 0
        OR SUM(deductible) > MAX(family_deductible_max)
          AND SUM(CASE WHEN kind = 'claim' THEN deductible ELSE 0 END) > 0
        OR SUM(out_of_pocket) > MAX(family_out_of_pocket_max)
          AND SUM(CASE WHEN kind = 'claim' THEN out_of_pocket ELSE 0 END) > 0
      LIMIT 1000
      """, read: violation)
  }

  private static func violation(_ row: borrowing Row) throws -> TypeV1.Violation {
    let productID: String = try row.value(0)
    let source: String = try row.value(1)
    let isNegative: Bool = try row.value(2)
    return StoreVerification.violation(
      "PAY-BALANCE", "product \(productID), \(source)",
      isNegative
        ? "a running amount to which it posted is below zero"
        : "a running amount to which it posted is beyond its limit")
  }
}
