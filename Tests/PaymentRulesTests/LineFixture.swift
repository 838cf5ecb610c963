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
  /// What the contract pays where the letter does not count; absent without a contract.
  var feeWithoutLetter: Int64?
  var unit = ""
  var reductionKind: ReductionKind?
  var reasons: [Reason] = []
  var packagedInto: [Int] = []
  var hold: HoldFacts.Line?
  var coverage = CoverageFacts.Line.Status.covered
  var prior: PriorPayment?
  var stay: Stay?
  var stayRates: [ContractFacts.StayRate] = []
  var outlierCharge: Int64?

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
      ($0.status, $0.letter) = (.outOfNetwork, "A7")
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

  /// The whole of a claim for a stay from the line's day, paid per diem at `rates` for each level.
  func perDiem(_ rooms: [(code: String, days: Int)], at rates: [String: Int64]) -> LineFixture {
    stay(rooms) {
      $0.method = .perDiem
      $0.stayRates = rates.sorted { $0.key < $1.key }.map {
        ContractFacts.StayRate(revenueCode: $0.key, amount: Money(cents: $0.value))
      }
    }
  }

  /// The whole of a claim for a stay of `days` days from the line's day, paid by case at the fee.
  func caseRate(_ days: Int, group: String = "470") -> LineFixture {
    stay([("0120", days)]) {
      $0.method = .caseRate
      $0.stay?.diagnosisRelatedGroup = group
    }
  }

  private func stay(
    _ rooms: [(code: String, days: Int)], _ change: (inout LineFixture) -> Void
  ) -> LineFixture {
    with {
      let days = rooms.reduce(0) { $0 + $1.days }
      $0.units = Quantity(units: days)
      $0.procedure = rooms.first?.code ?? ""
      $0.stay = Stay(
        admission: day, discharge: day.adding(days: days),
        accommodations: rooms.map { Stay.Accommodation(revenueCode: $0.code, days: $0.days) })
      change(&$0)
    }
  }

  func copayADay(_ cents: Int64, _ days: BenefitRow.CopayDays) -> LineFixture {
    copay(cents).with { ($0.benefit.copayUnit, $0.benefit.copayDays) = (.day, days) }
  }
  func packaged(into lines: Int...) -> LineFixture { with { $0.packagedInto = lines } }
  func limited(
    visits: Int? = nil, dollars: Int64? = nil, by liability: BenefitRow.Liability = .member
  ) -> LineFixture {
    with {
      $0.benefit.visitsMax = visits
      $0.benefit.dollarsMax = dollars.map { Money(cents: $0) }
      $0.benefit.limitLiability = liability
    }
  }
  func reduced(_ kind: ReductionKind) -> LineFixture { with { $0.reductionKind = kind } }
  func units(_ count: Int) -> LineFixture { with { $0.units = Quantity(units: count) } }

  static func day(_ text: String) -> Day {
    guard let day = Day(iso: text) else { preconditionFailure("no day: \(text)") }
    return day
  }
}
