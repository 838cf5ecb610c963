import Domain
import PaymentRules
import Storage

/// The postings to running amounts; a running amount is the sum of its postings.
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

  /// Adds a posting.
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
  }

  private typealias Sums = (deductible: Money, outOfPocket: Money)

  private static func sums(
    _ scope: AccumulatorKey.Scope, _ holder: String, _ plan: AdjudicationNeeds.Plan,
    in reader: some StoreReading
  ) throws -> Sums? {
    let sql: SQL =
      switch scope {
      case .member:
        """
        SELECT COUNT(*), COALESCE(SUM(deductible), 0), COALESCE(SUM(out_of_pocket), 0)
        FROM accumulator_posting
        WHERE member_id = $1 AND product_id = $2 AND plan_year_start = $3
        """
      case .family:
        """
        SELECT COUNT(*), COALESCE(SUM(deductible), 0), COALESCE(SUM(out_of_pocket), 0)
        FROM accumulator_posting
        WHERE family_id = $1 AND product_id = $2 AND plan_year_start = $3
        """
      }
    return try reader.first(sql, holder, plan.productID, plan.planYearStart) { row in
      let count = try row.value(0, as: Int64.self)
      return count == 0 ? nil : (try row.value(1), try row.value(2))
    } ?? nil
  }
}
