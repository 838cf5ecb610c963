import Domain
import PaymentRules
import Storage

/// The postings to limits, and what is used of them: the sums of the postings.
enum LimitRows {
  /// What is used of `keys`.
  ///
  /// - Parameter rows: What a version of the claim posted that is about to be replaced; it counts as
  ///   if it had never been.
  static func used(
    _ keys: Set<LimitKey>, without rows: [LimitRow] = [], in reader: some StoreReading
  ) throws -> LimitsUsed {
    var used = LimitsUsed()
    for key in keys {
      var use = try use(of: key, in: reader)
      for row in rows where row.key == key { use.remove(row) }
      used.balances[key] = use.balance(of: key)
      used.visits.formUnion(use.visits(of: key))
    }
    return used
  }

  /// What a member used of every limit in one product and plan year, by category.
  static func balances(
    memberID: String, plan: AdjudicationNeeds.Plan, in reader: some StoreReading
  ) throws -> [LimitBalance] {
    let categories = try reader.rows(
      """
      SELECT DISTINCT category FROM limit_balance
      WHERE member_id = $1 AND product_id = $2 AND plan_year_start = $3 ORDER BY category
      """, memberID, plan.productID, plan.planYearStart
    ) { row in try row.value(0, as: String.self) }
    return try categories.map { category in
      let key = LimitKey(
        memberID: memberID, productID: plan.productID, planYearStart: plan.planYearStart,
        category: category)
      return try use(of: key, in: reader).balance(of: key)
    }
  }

  /// What a version of a claim added.
  static func ofClaim(_ key: DecisionKey, in reader: some StoreReading) throws -> [LimitRow] {
    try reader.rows(
      """
      SELECT line_number, member_id, product_id, plan_year_start, category, provider_npi, day,
        uses, amount, visits_max, dollars_max
      FROM limit_posting WHERE kind = 'claim' AND source = $1 AND version = $2
      ORDER BY line_number
      """, key.claimID, key.version
    ) { row in
      LimitRow(
        kind: .claim, source: key.claimID, version: key.version, lineNumber: try row.value(0),
        key: LimitKey(
          memberID: try row.value(1), productID: try row.value(2),
          planYearStart: try row.value(3), category: try row.value(4)),
        providerNPI: try row.value(5), day: try row.value(6),
        uses: Int(try row.value(7, as: Int32.self)), amount: try row.value(8),
        visitsMax: try row.value(9, as: Int32?.self).map { Int($0) },
        dollarsMax: try row.value(10))
    }
  }

  /// Adds a posting, and adds it to what is used.
  static func insert(_ row: LimitRow, in transaction: Transaction) throws {
    let key = row.key
    try transaction.execute(
      """
      INSERT INTO limit_posting (
        kind, source, version, line_number, member_id, product_id, plan_year_start, category,
        provider_npi, day, uses, amount, visits_max, dollars_max)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      """, row.kind, row.source, row.version, row.lineNumber, key.memberID, key.productID,
      key.planYearStart, key.category, row.providerNPI, row.day, row.uses, row.amount,
      row.visitsMax, row.dollarsMax)
    try transaction.execute(
      """
      INSERT INTO limit_balance (
        member_id, product_id, plan_year_start, category, provider_npi, day, uses, amount)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (member_id, product_id, plan_year_start, category, provider_npi, day)
      DO UPDATE SET uses = limit_balance.uses + excluded.uses,
        amount = limit_balance.amount + excluded.amount
      """, key.memberID, key.productID, key.planYearStart, key.category, row.providerNPI, row.day,
      row.uses, row.amount)
  }

  private static func use(of key: LimitKey, in reader: some StoreReading) throws -> LimitUse {
    var use = LimitUse()
    try reader.forEach(
      """
      SELECT provider_npi, day, uses, amount FROM limit_balance
      WHERE member_id = $1 AND product_id = $2 AND plan_year_start = $3 AND category = $4
      """, key.memberID, key.productID, key.planYearStart, key.category
    ) { row in
      use.add(
        LimitUse.Sum(uses: Int(try row.value(2, as: Int32.self)), amount: try row.value(3)),
        to: LimitUse.Visit(providerNPI: try row.value(0), day: try row.value(1)))
    }
    return use
  }
}
