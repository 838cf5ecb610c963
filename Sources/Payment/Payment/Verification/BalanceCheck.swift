import Messages
import Storage

/// Finds running amounts that are not the sums of their postings, that are below zero, or that lie
/// beyond the limits to which claims were held.
///
/// An amount may lie beyond its limit only by its opening balance, to which no claim then adds. The
/// record names the product and one claim or load that posted, never the member.
enum BalanceCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try members(in: reader) + families(in: reader) + unposted(in: reader) + limits(in: reader)
  }

  /// A limit is nothing or more, and a claim was held to all of them or to none.
  private static func limits(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT product_id, source FROM accumulator_posting
      WHERE member_deductible_max < 0 OR family_deductible_max < 0
        OR member_out_of_pocket_max < 0 OR family_out_of_pocket_max < 0
        OR (family_deductible_max IS NULL) <> (member_out_of_pocket_max IS NULL)
        OR (family_deductible_max IS NULL) <> (family_out_of_pocket_max IS NULL)
      LIMIT 1000
      """
    ) { row in
      let (productID, source): (String, String) = (try row.value(0), try row.value(1))
      return StoreVerification.violation(
        "PAY-BALANCE", "product \(productID), \(source)", "a limit is below zero or missing")
    }
  }

  private static func members(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH total AS (
        SELECT member_id AS holder, product_id, plan_year_start, MAX(source) AS source,
          SUM(deductible) AS deductible, SUM(out_of_pocket) AS out_of_pocket,
          SUM(CASE WHEN kind = 'claim' THEN deductible ELSE 0 END) AS claim_deductible,
          SUM(CASE WHEN kind = 'claim' THEN out_of_pocket ELSE 0 END) AS claim_out_of_pocket,
          MAX(CASE WHEN kind = 'claim' AND member_deductible_max IS NULL THEN 999999999999
            ELSE member_deductible_max END) AS deductible_max,
          MAX(member_out_of_pocket_max) AS out_of_pocket_max
        FROM accumulator_posting WHERE member_id <> ''
        GROUP BY member_id, product_id, plan_year_start)
      SELECT total.product_id, total.source,
        balance.holder IS NULL OR balance.deductible <> total.deductible
          OR balance.out_of_pocket <> total.out_of_pocket,
        total.deductible < 0 OR total.out_of_pocket < 0,
        total.claim_deductible > 0 AND total.deductible > total.deductible_max
          OR total.claim_out_of_pocket > 0 AND total.out_of_pocket > total.out_of_pocket_max
      FROM total LEFT JOIN accumulator_balance balance
        ON balance.holder = total.holder AND balance.scope = 'member'
          AND balance.product_id = total.product_id
          AND balance.plan_year_start = total.plan_year_start
      """, read: violation
    ).compactMap(\.self)
  }

  private static func families(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      WITH total AS (
        SELECT family_id AS holder, product_id, plan_year_start, MAX(source) AS source,
          SUM(deductible) AS deductible, SUM(out_of_pocket) AS out_of_pocket,
          SUM(CASE WHEN kind = 'claim' THEN deductible ELSE 0 END) AS claim_deductible,
          SUM(CASE WHEN kind = 'claim' THEN out_of_pocket ELSE 0 END) AS claim_out_of_pocket,
          MAX(family_deductible_max) AS deductible_max,
          MAX(family_out_of_pocket_max) AS out_of_pocket_max
        FROM accumulator_posting WHERE family_id <> ''
        GROUP BY family_id, product_id, plan_year_start)
      SELECT total.product_id, total.source,
        balance.holder IS NULL OR balance.deductible <> total.deductible
          OR balance.out_of_pocket <> total.out_of_pocket,
        total.deductible < 0 OR total.out_of_pocket < 0,
        total.claim_deductible > 0 AND total.deductible > total.deductible_max
          OR total.claim_out_of_pocket > 0 AND total.out_of_pocket > total.out_of_pocket_max
      FROM total LEFT JOIN accumulator_balance balance
        ON balance.holder = total.holder AND balance.scope = 'family'
          AND balance.product_id = total.product_id
          AND balance.plan_year_start = total.plan_year_start
      """, read: violation
    ).compactMap(\.self)
  }

  /// Running amounts to which nothing was posted.
  private static func unposted(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT balance.product_id FROM accumulator_balance balance
      LEFT JOIN (
        SELECT member_id AS holder, 'member' AS scope, product_id, plan_year_start
        FROM accumulator_posting GROUP BY member_id, product_id, plan_year_start
        UNION ALL
        SELECT family_id AS holder, 'family' AS scope, product_id, plan_year_start
        FROM accumulator_posting GROUP BY family_id, product_id, plan_year_start
      ) posted
        ON posted.holder = balance.holder AND posted.scope = balance.scope
          AND posted.product_id = balance.product_id
          AND posted.plan_year_start = balance.plan_year_start
      WHERE posted.holder IS NULL
      """
    ) { row in
      StoreVerification.violation(
        "PAY-BALANCE", "product \(try row.value(0, as: String.self))",
        "nothing was posted to a running amount")
    }
  }

  private static func violation(_ row: borrowing Row) throws -> TypeV1.Violation? {
    let isOther: Bool = try row.value(2)
    let isNegative: Bool = try row.value(3)
    let isBeyond: Bool? = try row.value(4)
    let finding: String
    if isOther {
      finding = "a running amount to which it posted is not the sum of its postings"
    } else if isNegative {
      finding = "a running amount to which it posted is below zero"
    } else if isBeyond == true {
      finding = "a running amount to which it posted is beyond its limit"
    } else {
      return nil
    }
    let productID: String = try row.value(0)
    let source: String = try row.value(1)
    return StoreVerification.violation("PAY-BALANCE", "product \(productID), \(source)", finding)
  }
}
