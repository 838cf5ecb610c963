package import Domain

/// What must be looked up before a claim can be decided: running amounts and copays already taken.
package struct AdjudicationNeeds: Hashable, Sendable {
  /// A product in one plan year, within which amounts run up.
  package struct Plan: Hashable, Sendable {
    /// The product.
    package var productID: String
    /// The first day of the plan year.
    package var planYearStart: Day

    /// Names a product in a plan year.
    package init(productID: String, planYearStart: Day) {
      self.productID = productID
      self.planYearStart = planYearStart
    }
  }

  /// The products and plan years of the lines; none when no line is covered.
  package let plans: Set<Plan>
  /// The visits of which a copay may be due.
  package let visits: Set<CopayVisit>

  /// The limits that the lines look at, by the category of service.
  package let limits: Set<LimitKey>

  /// Finds what the lines need that no reason given beforehand denies.
  package init(
    lines: [BilledLine], reasons: [Int: [Reason]], coverage: CoverageFacts,
    contract: ContractFacts
  ) {
    let (answers, contracts) = (coverage.lines, contract.lines)
    let covered = answers.places { $0.lineNumber }
    let contracted = contracts.places { $0.lineNumber }
    var plans: Set<Plan> = []
    var visits: Set<CopayVisit> = []
    var limits: Set<LimitKey> = []
    for line in lines where reasons[line.lineNumber]?.isEmpty ?? true {
      guard let facts = covered[line.lineNumber].map({ answers[$0] }), let terms = facts.product
      else { continue }
      plans.insert(Plan(productID: terms.productID, planYearStart: terms.planYearStart))
      let role = contracted[line.lineNumber].map { contracts[$0].providerRole } ?? .unspecified
      guard let benefit = BenefitRow.applying(to: role, in: facts.benefits) else { continue }
      if benefit.isLimited {
        limits.insert(
          LimitKey(
            memberID: coverage.memberID, productID: terms.productID,
            planYearStart: terms.planYearStart, category: benefit.category))
      }
      guard benefit.copay > .zero else { continue }
      visits.insert(
        CopayVisit(providerNPI: line.renderingNPI, day: line.day, category: benefit.category))
    }
    self.plans = plans
    self.visits = visits
    self.limits = limits
  }
}
