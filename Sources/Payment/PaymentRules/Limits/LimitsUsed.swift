package import Domain

/// What was used of a member's limits before a claim.
package struct LimitsUsed: Hashable, Sendable {
  /// What is used, by limit; a limit that is absent is unused.
  package var balances: [LimitKey: LimitBalance]
  /// The visits that were counted; of others nothing was.
  package var visits: Set<CopayVisit>

  /// Says what was used.
  package init(balances: [LimitKey: LimitBalance] = [:], visits: Set<CopayVisit> = []) {
    self.balances = balances
    self.visits = visits
  }
}

extension BenefitRow {
  /// Whether the category has a limit in a plan year.
  package var isLimited: Bool { visitsMax != nil || dollarsMax != nil }
}

extension CoveredLine {
  /// The limit of the line's member, plan year and category.
  var limitKey: LimitKey {
    LimitKey(
      memberID: memberID, productID: terms.productID, planYearStart: terms.planYearStart,
      category: benefit.category)
  }

  /// The reason that denies the line when its limit is used up.
  var limitReason: Reason {
    benefit.limitLiability == .member ? .limitReached : .limitReachedProvider
  }
}
