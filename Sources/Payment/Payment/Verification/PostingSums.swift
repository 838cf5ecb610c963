import Domain
import Storage

/// What was posted to running amounts, added up.
enum PostingSums {
  /// What one version of a claim added, by running amount; nothing that is zero.
  static func ofClaim(
    _ key: DecisionKey, in reader: some StoreReading
  ) throws -> [AccumulatorKey: Money] {
    var sums: [AccumulatorKey: Money] = [:]
    try reader.forEach(
      """
      SELECT member_id, family_id, product_id, plan_year_start, deductible, out_of_pocket
      FROM accumulator_posting WHERE kind = 'claim' AND source = $1 AND version = $2
      """, key.claimID, key.version
    ) { row in
      let holders: [(AccumulatorKey.Scope, String)] = [
        (.member, try row.value(0)), (.family, try row.value(1)),
      ]
      let productID: String = try row.value(2)
      let planYearStart: Day = try row.value(3)
      let amounts: [(AccumulatorKey.Kind, Money)] = [
        (.deductible, try row.value(4)), (.outOfPocket, try row.value(5)),
      ]
      for (scope, holder) in holders {
        for (kind, amount) in amounts where amount != .zero {
          let key = AccumulatorKey(
            scope: scope, holder: holder, productID: productID, planYearStart: planYearStart,
            kind: kind)
          sums[key, default: .zero] += amount
        }
      }
    }
    return sums
  }
}
