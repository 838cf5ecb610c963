import Domain
import PaymentRules
import Storage

/// What one claim, or one load of opening balances, adds in one product and plan year.
struct AccumulatorRow: Hashable, Sendable {
  /// What made the posting.
  enum Kind: String, StorableValue, Hashable, Sendable {
    case claim
    case opening
  }

  /// The limits to which a claim was held; an aggregate deductible has none for the member.
  struct Limits: Hashable, Sendable {
    var memberDeductible: Money?
    var familyDeductible: Money
    var memberOutOfPocket: Money
    var familyOutOfPocket: Money

    /// Makes limits as they are stored.
    init(
      memberDeductible: Money?, familyDeductible: Money, memberOutOfPocket: Money,
      familyOutOfPocket: Money
    ) {
      self.memberDeductible = memberDeductible
      self.familyDeductible = familyDeductible
      self.memberOutOfPocket = memberOutOfPocket
      self.familyOutOfPocket = familyOutOfPocket
    }

    init(_ terms: ProductTerms) {
      memberDeductible = terms.isDeductibleAggregate ? nil : terms.deductibleIndividual
      familyDeductible = terms.deductibleFamily
      memberOutOfPocket = terms.outOfPocketIndividual
      familyOutOfPocket = terms.outOfPocketFamily
    }
  }

  var kind: Kind
  /// The claim's number, or the name of the load.
  var source: String
  /// The claim's version; 0 for an opening balance.
  var version: Int32 = 0
  /// Empty when the family alone is meant.
  var memberID = ""
  /// Empty when the member alone is meant.
  var familyID = ""
  var plan: AdjudicationNeeds.Plan
  var deductible = Money.zero
  var outOfPocket = Money.zero
  var limits: Limits?
}

extension AccumulatorRow {
  /// What a decision adds, one row a product and plan year, in order.
  ///
  /// The rules add the same to member and family, so that one row serves both.
  static func rows(_ claim: AdjudicationClaim, _ decision: ClaimDecision) -> [AccumulatorRow] {
    var rows: [AdjudicationNeeds.Plan: AccumulatorRow] = [:]
    for posting in decision.postings where posting.key.scope == .member {
      let plan = AdjudicationNeeds.Plan(
        productID: posting.key.productID, planYearStart: posting.key.planYearStart)
      rows[plan, default: AccumulatorRow(claim, plan)].add(posting.amount, posting.key.kind)
    }
    return rows.values.sorted {
      ($0.plan.planYearStart, $0.plan.productID) < ($1.plan.planYearStart, $1.plan.productID)
    }
  }

  /// The opening balances of a load, one row a holder, product and plan year.
  static func rows(openings: [AccumulatorBalance], source: String) -> [AccumulatorRow] {
    struct Holder: Hashable {
      var scope: AccumulatorKey.Scope
      var holder: String
      var plan: AdjudicationNeeds.Plan
    }
    var rows: [Holder: AccumulatorRow] = [:]
    for opening in openings where opening.amount != .zero {
      let key = opening.key
      let plan = AdjudicationNeeds.Plan(
        productID: key.productID, planYearStart: key.planYearStart)
      let isMember = key.scope == .member
      let empty = AccumulatorRow(
        kind: .opening, source: source, memberID: isMember ? key.holder : "",
        familyID: isMember ? "" : key.holder, plan: plan)
      rows[Holder(scope: key.scope, holder: key.holder, plan: plan), default: empty]
        .add(opening.amount, key.kind)
    }
    return Array(rows.values)
  }

  /// The row with which `version` of the claim takes this one back.
  func reversed(by version: Int32) -> AccumulatorRow {
    var row = self
    row.version = version
    row.deductible = -deductible
    row.outOfPocket = -outOfPocket
    return row
  }

  private init(_ claim: borrowing AdjudicationClaim, _ plan: AdjudicationNeeds.Plan) {
    let terms = claim.coverage.lines.lazy.compactMap(\.product).first {
      $0.productID == plan.productID && $0.planYearStart == plan.planYearStart
    }
    self.init(
      kind: .claim, source: claim.key.claimID, version: claim.key.version,
      memberID: claim.coverage.memberID, familyID: claim.coverage.familyID, plan: plan,
      limits: terms.map(Limits.init))
  }

  private mutating func add(_ amount: Money, _ kind: AccumulatorKey.Kind) {
    switch kind {
    case .deductible: deductible += amount
    case .outOfPocket: outOfPocket += amount
    }
  }
}
