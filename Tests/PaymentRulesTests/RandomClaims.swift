import Domain
import PaymentRules

/// Random claims of every kind that payment decides.
struct RandomClaims {
  var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  mutating func claim() -> ClaimFixture {
    let count = Int.random(in: 1...5, using: &random)
    let business = random.pick(LineOfBusiness.allCases)
    let lines = (0..<count).map { _ in line() }
    var claim = ClaimFixture(random.chance(1, of: 8) ? [stay(lines[0])] : lines).business(business)
    claim.priceAsItsBusiness()
    claim.terms.deductibleIndividual = amount(max: 200_000)
    claim.terms.deductibleFamily = amount(max: 300_000)
    claim.terms.isDeductibleAggregate = random.chance(1, of: 4)
    claim.terms.outOfPocketIndividual = amount(max: 300_000)
    claim.terms.outOfPocketFamily = amount(max: 500_000)
    claim.terms.isNonContractSequestered = random.chance(1, of: 2)
    if random.chance(1, of: 4) { coordinate(&claim) }
    return claim
  }

  /// Puts the claim behind other payers, which decided of every line.
  private mutating func coordinate(_ claim: inout ClaimFixture) {
    claim.position = Int.random(in: 2...4, using: &random)
    claim.terms.coordinationMethod = random.pick(CoordinationMethod.allCases)
    claim.isQualifiedMedicareBeneficiary = random.chance(1, of: 3)
    for index in claim.lines.indices {
      let charge = claim.lines[index].charge
      let paid = Int64.random(in: 0...max(0, charge - 1), using: &random)
      let left = Int64.random(in: 0...(charge - paid), using: &random)
      claim.lines[index].prior = PriorPayment(
        paid: Money(cents: paid), patientShare: Money(cents: min(left, max(0, charge - 1))),
        allowed: random.chance(1, of: 2) ? Money(cents: paid + left) : nil,
        obligated: random.chance(1, of: 5) ? amount(max: charge) : nil)
    }
  }

  private mutating func amount(max: Int64) -> Money {
    Money(cents: Int64.random(in: 0...max, using: &random))
  }

  private mutating func line() -> LineFixture {
    var line = LineFixture(
      Int64.random(in: random.chance(1, of: 50) ? 0...1 : 1...150_000, using: &random),
      fee: Int64.random(in: 1...100_000, using: &random))
    line.units = random.pick([1, 1, 2, 3, 7].map { Quantity(units: $0) })
    line.day = LineFixture.day("2012-01-01")
      .adding(days: Int.random(in: 0..<5_500, using: &random))
    line.benefit = benefit()
    line.isLesserOf = random.chance(4, of: 5)
    if random.chance(1, of: 3) { withhold(&line) }
    line.clause = random.pick([.none, .passThrough])
    line.status = random.pick([.inNetwork, .inNetwork, .inNetwork, .outOfNetwork])
    line.renderingNPI = random.pick(["1234567893", "1111111112"])
    if random.chance(1, of: 6) { line.reasons = [random.pick(Reason.allCases)] }
    if random.chance(1, of: 4) { line.hold = hold() }
    if random.chance(1, of: 4) { modify(&line) }
    if random.chance(1, of: 8) { makeCapitated(&line) }
    if random.chance(1, of: 8) { makeException(&line) }
    return line
  }

  /// Makes a stay of a line: per diem at two levels of care, or by case.
  private mutating func stay(_ line: LineFixture) -> LineFixture {
    var line = line
    line.status = .inNetwork
    line.modifiers = []
    line.percent = nil
    line.letter = ""
    line.benefit.copayUnit = random.pick(BenefitRow.CopayUnit.allCases)
    line.benefit.copayDays = BenefitRow.CopayDays(first: random.pick([1, 3]), last: 4)
    let days = Int.random(in: 1...6, using: &random)
    let rates = [
      "0120": Int64.random(in: 1...90_000, using: &random),
      "0200": Int64.random(in: 1...90_000, using: &random),
    ]
    line.fee = line.fee ?? 1_000
    if let hold = line.hold, hold.authorization == .held {
      line.hold?.held = Quantity(units: days + 1)
    }
    return random.chance(1, of: 2)
      ? line.caseRate(days) : line.perDiem([("0120", days), ("0200", 1)], at: rates)
  }

  private mutating func benefit() -> BenefitRow {
    var row = unlimited()
    guard random.chance(1, of: 4) else { return row }
    row.visitsMax = random.chance(1, of: 2) ? Int.random(in: 1...3, using: &random) : nil
    row.dollarsMax = random.chance(1, of: 2) ? amount(max: 100_000) : nil
    row.limitLiability = random.pick(BenefitRow.Liability.allCases)
    return row
  }

  private mutating func unlimited() -> BenefitRow {
    BenefitRow(
      benefitID: "row", category: random.pick(["office_visit", "imaging"]),
      copay: random.chance(1, of: 2) ? amount(max: 10_000) : .zero,
      isDeductibleApplied: random.chance(1, of: 2),
      coinsurance: BasisPoints(random.pick([0, 1000, 2000, 3333, 10_000])),
      isPreventive: random.chance(1, of: 10), isCountedToOutOfPocket: !random.chance(1, of: 10),
      isSupplemental: random.chance(1, of: 10))
  }

  private mutating func hold() -> HoldFacts.Line {
    var hold = HoldFacts.Line(
      lineNumber: 1, authorization: random.pick(HoldFacts.AuthorizationOutcome.allCases),
      referral: random.pick(HoldFacts.ReferralOutcome.allCases.filter { $0 != .uncertain }))
    if random.chance(2, of: 3) { (hold.authorization, hold.referral) = (.held, .held) }
    hold.held = Quantity(units: Int.random(in: 1...5, using: &random))
    return hold
  }

  /// Gives modifiers or a share of the charge to a line that is worth enough for a cent to remain.
  private mutating func modify(_ line: inout LineFixture) {
    line.charge += 10_000
    line.fee = (line.fee ?? 0) + 1_000
    line.isMultipleProcedure = random.chance(1, of: 4)
    if random.chance(1, of: 4) {
      line.method = .percentOfCharges
      line.percent = BasisPoints(random.pick([1_000, 3_333, 6_000, 10_000]))
      line.fee = nil
    }
    line.modifiers = [random.pick(["51", "62", "80", "AS", "25"]), "51"]
    if line.units == Quantity(units: 1) { line.modifiers.append("50") }
  }

  private mutating func withhold(_ line: inout LineFixture) {
    line.withhold = BasisPoints(random.pick([1, 1_000, 1_500, 3_333, 9_999, 10_000]))
    line.withholdBasis = random.pick(ContractFacts.WithholdBasis.allCases)
  }

  /// Prices a line without a contract; by a letter it has the hold that confirms it.
  private mutating func makeException(_ line: inout LineFixture) {
    line.fee = line.fee ?? 1_000
    (line.baseFee, line.percent, line.withhold, line.isLesserOf) = (nil, nil, .zero, true)
    line =
      random.chance(1, of: 3)
      ? line.letter() : line.without(random.pick([.medicare, .qualifyingPayment]))
    line.status = random.pick(
      ContractFacts.Line.Status.allCases.filter { $0.isWithoutContract })
  }

  private mutating func makeCapitated(_ line: inout LineFixture) {
    line.method = random.pick([.capitated, .salary])
    line.status = .inNetwork
    line.benefit.isDeductibleApplied = false
    line.benefit.coinsurance = .zero
    if random.chance(1, of: 2) { line.fee = nil }
  }
}

extension ClaimFixture {
  /// Prices by Medicare's fee what a line of business other than the commercial ones does not owe as a
  /// qualifying payment amount.
  mutating func priceAsItsBusiness() {
    guard [.medicareAdvantage, .medicaid].contains(terms.lineOfBusiness) else { return }
    for index in lines.indices where lines[index].method == .qualifyingPayment {
      lines[index].method = .medicare
    }
  }
}
