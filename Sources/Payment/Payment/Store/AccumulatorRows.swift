import Domain
import PaymentRules
import Storage

/// The postings to running amounts, and the running amounts: the sums of their postings.
enum AccumulatorRows {
  /// The running amounts of a member and of a family in one product and plan year; an amount to which
  /// nothing was ever posted is absent. An empty name stands for nobody.
  static func balances(
    memberID: String, familyID: String, plan: AdjudicationNeeds.Plan, in reader: some StoreReading
  ) throws -> [AccumulatorKey: Money] {
    var balances: [AccumulatorKey: Money] = [:]
    for (scope, holder) in [(AccumulatorKey.Scope.member, memberID), (.family, familyID)] {
      guard !holder.isEmpty, let sums = try sums(scope, holder, plan, in: reader) else { continue }
      for kind in AccumulatorKey.Kind.allCases {
        let key = AccumulatorKey(
          scope: scope, holder: holder, productID: plan.productID,
          planYearStart: plan.planYearStart, kind: kind)
        balances[key] = kind == .deductible ? sums.deductible : sums.outOfPocket
      }
    }
    return balances
  }

  /// What a version of a claim added.
  static func ofClaim(
    _ key: DecisionKey, in reader: some StoreReading
  ) throws -> [AccumulatorRow] {
    try reader.rows(
      """
      SELECT product_id, plan_year_start, member_id, family_id, deductible, out_of_pocket,
        member_deductible_max, family_deductible_max, member_out_of_pocket_max,
        family_out_of_pocket_max
      FROM accumulator_posting WHERE kind = 'claim' AND source = $1 AND version = $2
      """, key.claimID, key.version
    ) { row in
      let plan = AdjudicationNeeds.Plan(
        productID: try row.value(0), planYearStart: try row.value(1))
      return AccumulatorRow(
        kind: .claim, source: key.claimID, version: key.version, memberID: try row.value(2),
        familyID: try row.value(3), plan: plan, deductible: try row.value(4),
        outOfPocket: try row.value(5), limits: try limits(row))
    }
  }

  private static func limits(_ row: borrowing Row) throws -> AccumulatorRow.Limits? {
    guard let familyDeductible = try row.value(7, as: Money?.self) else { return nil }
    return AccumulatorRow.Limits(
      memberDeductible: try row.value(6), familyDeductible: familyDeductible,
      memberOutOfPocket: try row.value(8), familyOutOfPocket: try row.value(9))
  }

  /// Adds a posting, and adds it to the running amounts.
  static func insert(_ row: AccumulatorRow, in transaction: Transaction) throws {
    let limits = row.limits
    try transaction.execute(
      """
      INSERT INTO accumulator_posting (
        kind, source, version, product_id, plan_year_start, member_id, family_id, deductible,
        out_of_pocket, member_deductible_max, family_deductible_max, member_out_of_pocket_max,
        family_out_of_pocket_max)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """, row.kind, row.source, row.version, row.plan.productID, row.plan.planYearStart,
      row.memberID, row.familyID, row.deductible, row.outOfPocket, limits?.memberDeductible,
      limits?.familyDeductible, limits?.memberOutOfPocket, limits?.familyOutOfPocket)
    for (scope, holder) in [(AccumulatorKey.Scope.member, row.memberID), (.family, row.familyID)] {
      guard !holder.isEmpty else { continue }
      try transaction.execute(
        """
        INSERT INTO accumulator_balance (
          holder, scope, product_id, plan_year_start, deductible, out_of_pocket)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (holder, scope, product_id, plan_year_start) DO UPDATE SET
          deductible = accumulator_balance.deductible + excluded.deductible,
          out_of_pocket = accumulator_balance.out_of_pocket + excluded.out_of_pocket
        """, holder, scope, row.plan.productID, row.plan.planYearStart, row.deductible,
        row.outOfPocket)
    }
  }

  private static func sums(
    _ scope: AccumulatorKey.Scope, _ holder: String, _ plan: AdjudicationNeeds.Plan,
    in reader: some StoreReading
  ) throws -> (deductible: Money, outOfPocket: Money)? {
    try reader.first(
      """
      SELECT deductible, out_of_pocket FROM accumulator_balance
      WHERE holder = $1 AND scope = $2 AND product_id = $3 AND plan_year_start = $4
      """, holder, scope, plan.productID, plan.planYearStart
    ) { row in (try row.value(0), try row.value(1)) }
  }
}

extension AccumulatorKey.Scope: StorableValue {}
