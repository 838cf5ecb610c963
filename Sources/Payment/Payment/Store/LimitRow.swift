import Domain
import Storage

/// What one line of a claim, or one balance of a load of opening balances, adds to a limit.
struct LimitRow: Hashable, Sendable {
  var kind: AccumulatorRow.Kind
  /// The claim's number, or the name of the load.
  var source: String
  /// The claim's version; 0 for an opening balance.
  var version: Int32 = 0
  /// The line; 0 for an opening balance.
  var lineNumber = 0
  var key: LimitKey
  /// Who did it; empty for an opening balance.
  var providerNPI = ""
  /// The day of service; the first day of the plan year for an opening balance.
  var day: Day
  /// 1 or -1 for a line; the visits of an opening balance.
  var uses: Int
  var amount: Money
  /// The visits of a plan year to which the line was held; absent for an opening balance, for what
  /// takes a line back, and where visits have no limit.
  var visitsMax: Int?
  /// The amount of a plan year to which the line was held; absent as above.
  var dollarsMax: Money?
}

extension LimitRow {
  /// What a decided claim adds, one row a line of a limited category, each with the limits to which the
  /// line was held.
  static func rows(_ claim: AdjudicationClaim, _ decision: ClaimDecision) -> [LimitRow] {
    rows(claim.key, decision).map { row in
      let benefit = claim.benefit(ofLine: row.lineNumber)
      var row = row
      (row.visitsMax, row.dollarsMax) = (benefit?.visitsMax, benefit?.dollarsMax)
      return row
    }
  }

  /// What a decision adds, as its answer tells it.
  static func rows(_ key: DecisionKey, _ decision: ClaimDecision) -> [LimitRow] {
    decision.limitPostings.map { posting in
      LimitRow(
        kind: .claim, source: key.claimID, version: key.version, lineNumber: posting.lineNumber,
        key: posting.key, providerNPI: posting.providerNPI, day: posting.day, uses: posting.uses,
        amount: posting.amount)
    }
  }

  /// The opening balances of a load; those of nothing add no row.
  static func rows(openings: [LimitBalance], source: String) -> [LimitRow] {
    openings.filter { !$0.isZero }.map { opening in
      LimitRow(
        kind: .opening, source: source, key: opening.key, day: opening.key.planYearStart,
        uses: opening.visits, amount: opening.amount)
    }
  }

  /// The row with which `version` of the claim takes this one back.
  func reversed(by version: Int32) -> LimitRow {
    var row = self
    (row.version, row.uses, row.amount) = (version, -uses, -amount)
    (row.visitsMax, row.dollarsMax) = (nil, nil)
    return row
  }
}
