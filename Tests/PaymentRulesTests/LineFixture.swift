import Domain

/// One line of a test claim, with what eligibility, network and authorization say about it.
struct LineFixture {
  var charge: Int64
  var fee: Int64?
  var units: Quantity = Quantity(units: 1)
  var day: Day = LineFixture.day("2026-03-10")
  var procedure = "99213"
  var renderingNPI = "1234567893"
  var benefit = BenefitRow(benefitID: "row", category: "office_visit")
  var status = ContractFacts.Line.Status.inNetwork
  var method = ContractFacts.FeeMethod.feeSchedule
  var clause = ContractFacts.SequestrationClause.none
  var isLesserOf = true
  var modifiers: [String] = []
  var baseFee: Int64?
  var percent: BasisPoints?
  var feeModifier = ""
  var isMultipleProcedure = false
  var withhold = BasisPoints.zero
  var withholdBasis = ContractFacts.WithholdBasis.net
  var letter = ""
  var reasons: [Reason] = []
  var hold: HoldFacts.Line?
  var coverage = CoverageFacts.Line.Status.covered
  var prior: PriorPayment?

  init(_ charge: Int64, fee: Int64? = nil) {
    self.charge = charge
    self.fee = fee
  }

  func with(_ change: (inout LineFixture) -> Void) -> LineFixture {
    var line = self
    change(&line)
    return line
  }

  func copay(_ cents: Int64) -> LineFixture { with { $0.benefit.copay = Money(cents: cents) } }
  func coinsurance(_ rate: Int32) -> LineFixture {
    with { $0.benefit.coinsurance = BasisPoints(rate) }
  }
  func deductible() -> LineFixture { with { $0.benefit.isDeductibleApplied = true } }
  func on(_ day: String) -> LineFixture { with { $0.day = LineFixture.day(day) } }
  /// What another payer paid and left to the patient, in cents.
  func paidBefore(_ paid: Int64, left: Int64, allowed: Int64? = nil) -> LineFixture {
    with {
      $0.prior = PriorPayment(
        paid: Money(cents: paid), patientShare: Money(cents: left),
        allowed: allowed.map { Money(cents: $0) })
    }
  }
  func denied(_ reasons: Reason...) -> LineFixture { with { $0.reasons = reasons } }
  func passThrough() -> LineFixture { with { $0.clause = .passThrough } }
  func withholding(
    _ share: Int32, of basis: ContractFacts.WithholdBasis = .net
  ) -> LineFixture {
    with { ($0.withhold, $0.withholdBasis) = (BasisPoints(share), basis) }
  }
  /// Priced by the letter of authorization `A7`, of which `held` says what authorization found.
  func letter(
    _ held: HoldFacts.AuthorizationOutcome = .held, under number: String = "A7"
  ) -> LineFixture {
    with {
      ($0.status, $0.method, $0.letter) = (.outOfNetwork, .letterOfAgreement, "A7")
      $0.hold = HoldFacts.Line(
        lineNumber: 1, authorization: held, authorizationNumber: number, authorizationLine: 1,
        held: held == .held ? $0.units : .zero)
    }
  }
  /// Priced without a contract.
  func without(_ method: ContractFacts.FeeMethod) -> LineFixture {
    with { ($0.status, $0.method) = (.outOfNetwork, method) }
  }
  func capitated() -> LineFixture { with { $0.method = .capitated } }
  func modified(_ modifiers: String...) -> LineFixture { with { $0.modifiers = modifiers } }
  func units(_ count: Int) -> LineFixture { with { $0.units = Quantity(units: count) } }

  static func day(_ text: String) -> Day {
    guard let day = Day(iso: text) else { preconditionFailure("no day: \(text)") }
    return day
  }
}
