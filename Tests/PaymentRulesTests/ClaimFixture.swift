import Domain
import PaymentRules

/// A test claim of member `M1` in family `F1`; what is not said is far from every limit.
struct ClaimFixture {
  var lines: [LineFixture]
  var terms = ClaimFixture.commercial
  var match = CoverageFacts.Match.matched
  var balances: [AccumulatorKey: Money] = [:]
  var visitsTaken: Set<CopayVisit> = []
  var sequestration = SequestrationTable.law
  /// This plan's place among the payers.
  var position = 1
  var isQualifiedMedicareBeneficiary = false
  var limits = LimitsUsed()

  init(_ lines: LineFixture...) { self.lines = lines }
  init(_ lines: [LineFixture]) { self.lines = lines }

  static let commercial = ProductTerms(
    productID: "COM-HMO", lineOfBusiness: .commercialGroup,
    planYearStart: LineFixture.day("2026-01-01"), deductibleIndividual: Money(cents: 100_000),
    deductibleFamily: Money(cents: 200_000), outOfPocketIndividual: Money(cents: 600_000),
    outOfPocketFamily: Money(cents: 1_200_000))

  func with(_ change: (inout ClaimFixture) -> Void) -> ClaimFixture {
    var claim = self
    change(&claim)
    return claim
  }

  /// The claim in the second place behind another payer.
  func second(_ method: CoordinationMethod = .standard) -> ClaimFixture {
    with {
      $0.position = 2
      $0.terms.coordinationMethod = method
    }
  }

  func business(_ line: LineOfBusiness) -> ClaimFixture { with { $0.terms.lineOfBusiness = line } }

  /// Leaves `cents` of the individual and family deductible.
  func deductibleLeft(_ individual: Int64, family: Int64 = 200_000) -> ClaimFixture {
    with {
      $0.balances[key(.member, .deductible)] = terms.deductibleIndividual - Money(cents: individual)
      $0.balances[key(.family, .deductible)] = terms.deductibleFamily - Money(cents: family)
    }
  }

  /// Leaves `cents` of the individual and family out-of-pocket limit.
  func outOfPocketLeft(_ individual: Int64, family: Int64 = 1_200_000) -> ClaimFixture {
    with {
      $0.balances[key(.member, .outOfPocket)] =
        terms.outOfPocketIndividual - Money(cents: individual)
      $0.balances[key(.family, .outOfPocket)] = terms.outOfPocketFamily - Money(cents: family)
    }
  }

  /// The limit of the category `office_visit`, of which so much is used.
  func limitUsed(visits: Int = 0, amount: Int64 = 0) -> ClaimFixture {
    with {
      let key = LimitKey(
        memberID: "M1", productID: terms.productID, planYearStart: terms.planYearStart,
        category: "office_visit")
      $0.limits.balances[key] = LimitBalance(
        key: key, visits: visits, amount: Money(cents: amount))
    }
  }

  func key(_ scope: AccumulatorKey.Scope, _ kind: AccumulatorKey.Kind) -> AccumulatorKey {
    AccumulatorKey(
      scope: scope, holder: scope == .member ? "M1" : "F1", productID: terms.productID,
      planYearStart: terms.planYearStart, kind: kind)
  }

  var input: AdjudicationInput {
    let numbered = lines.enumerated().map { place, line in
      (number: line.stay == nil ? place + 1 : Stay.lineNumber, line: line)
    }
    let held = numbered.compactMap { number, line in
      line.hold.map { hold in
        var hold = hold
        hold.lineNumber = number
        return hold
      }
    }
    var input = AdjudicationInput(
      lines: numbered.map(billed),
      reasons: Dictionary(uniqueKeysWithValues: numbered.map { ($0.number, $0.line.reasons) }),
      coverage: CoverageFacts(
        match: match, memberID: match == .matched ? "M1" : "",
        familyID: match == .matched ? "F1" : "", lines: numbered.map(coverage)),
      contract: ContractFacts(lines: numbered.map(contract)),
      hold: held.isEmpty ? nil : HoldFacts(lines: held), balances: balances,
      copayVisitsTaken: visitsTaken, sequestration: sequestration)
    input.payerPosition = position
    input.coverage.isQualifiedMedicareBeneficiary = isQualifiedMedicareBeneficiary
    input.limits = limits
    return input
  }

  func decide() throws(AdjudicationError) -> ClaimDecision { try Adjudication.evaluate(input) }

  private func billed(_ number: Int, _ line: LineFixture) -> BilledLine {
    var billed = BilledLine(
      lineNumber: number, procedure: line.procedure, modifiers: line.modifiers,
      charge: Money(cents: line.charge), quantity: line.units, day: line.day,
      renderingNPI: line.renderingNPI)
    billed.priorPayment = line.prior
    billed.stay = line.stay
    billed.packagedInto = line.packagedInto
    billed.unit = line.unit
    return billed
  }

  private func coverage(_ number: Int, _ line: LineFixture) -> CoverageFacts.Line {
    let isCovered = line.coverage == .covered && match == .matched
    return CoverageFacts.Line(
      lineNumber: number, status: match == .matched ? line.coverage : .notEvaluated,
      product: isCovered ? terms : nil, benefits: isCovered ? [line.benefit] : [])
  }

  private func contract(_ number: Int, _ line: LineFixture) -> ContractFacts.Line {
    var contract = ContractFacts.Line(lineNumber: number, status: line.status)
    contract.contractID = "C1"
    contract.feeMethod = line.method
    contract.unitFee = line.fee.map { Money(cents: $0) }
    contract.baseFee = line.baseFee.map { Money(cents: $0) }
    contract.percent = line.percent
    contract.feeModifier = line.feeModifier
    contract.isMultipleProcedure = line.isMultipleProcedure
    contract.reductionKind = line.reductionKind
    contract.isLesserOf = line.isLesserOf
    contract.sequestrationClause = line.clause
    contract.withhold = line.withhold
    contract.withholdBasis = line.withholdBasis
    contract.stayRates = line.stayRates
    contract.outlierCharge = line.outlierCharge.map { Money(cents: $0) }
    guard !line.letter.isEmpty else { return contract }
    contract.letter = AgreedRate(
      authorizationNumber: line.letter, amount: Money(cents: line.fee ?? 0),
      sequestrationClause: line.clause)
    contract.unitFee = line.feeWithoutLetter.map { Money(cents: $0) }
    contract.sequestrationClause = .none
    return contract
  }
}

extension SequestrationTable {
  /// The rates of the law, as the store's first migration writes them.
  static let law = SequestrationTable([
    SequestrationRate(from: LineFixture.day("2013-04-01"), rate: BasisPoints(200), authority: ""),
    SequestrationRate(from: LineFixture.day("2020-05-01"), rate: .zero, authority: ""),
    SequestrationRate(from: LineFixture.day("2022-04-01"), rate: BasisPoints(100), authority: ""),
    SequestrationRate(from: LineFixture.day("2022-07-01"), rate: BasisPoints(200), authority: ""),
  ])
}

extension LineDecision {
  /// The line as `CO-45 75.00; PR-3 25.00 -> 85.00 N919`, in the order of the remittance.
  var printed: String {
    let adjustments = adjustments.map { "\($0.label) \($0.amount)" }.joined(separator: "; ")
    return (["\(adjustments) -> \(paid)"] + remarks).joined(separator: " ")
  }
}
