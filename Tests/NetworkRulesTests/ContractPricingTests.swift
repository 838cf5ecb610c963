import Domain
import NetworkRules
import Testing

@Suite("A contract says how a procedure is paid and what one unit costs")
struct ContractPricingTests {
  private func answer(
    _ contract: ContractTerms, procedure: String = "99213", modifiers: [String] = [],
    on iso: String = "2026-03-10", fees: [FeeRow]
  ) throws -> (line: ContractFacts.Line, trace: [TraceStep]) {
    let directory = NetworkDirectory(
      providers: [Fixture.provider(Fixture.primaryCare)], contracts: [contract],
      roster: [try Fixture.entry(Fixture.primaryCare, on: contract.contractID)], fees: fees)
    let line = try Fixture.line(iso, procedure: procedure, modifiers: modifiers)
    return try Fixture.answer(line, in: directory)
  }

  @Test("NET-FEE-1: G56, 87.5 % of 143.27 is 125.36 a unit")
  func percentOfSchedule() throws {
    let contract = try Fixture.contract {
      $0.feeMethod = .percentOfSchedule
      $0.percent = BasisPoints(8_750)
    }
    let (line, trace) = try answer(contract, fees: [try Fixture.fee("99213", 14_327)])
    #expect(line.feeMethod == .percentOfSchedule)
    #expect(line.unitFee == Money(cents: 12_536))
    let step = try #require(trace.last)
    #expect(step.rule.name == "NET-FEE-1")
    #expect(step.before == Money(cents: 14_327))
    #expect(step.after == Money(cents: 12_536))
  }

  /// The answer about a stay of group 470 from 2026-03-10, two days in a room and one elsewhere.
  private func stay(
    _ method: ContractFacts.FeeMethod?, group: String = "470", model: ContractFacts.Model = .ipa,
    _ change: (inout ContractTerms) -> Void = { _ in }
  ) throws -> (line: ContractFacts.Line, trace: [TraceStep]) {
    var contract = try Fixture.contract(model: model) { $0.stayMethod = method }
    change(&contract)
    let directory = NetworkDirectory(
      providers: [Fixture.provider(Fixture.primaryCare)], contracts: [contract],
      roster: [try Fixture.entry(Fixture.primaryCare, on: contract.contractID)],
      fees: [
        try Fixture.fee("0120", 250_000), try Fixture.fee("470", 1_550_000),
        try Fixture.fee("0190", 90_000, from: "2026-03-11"),
      ])
    var line = try Fixture.line(procedure: "0120")
    line.lineNumber = 0
    line.stay = Stay(
      admission: line.day, discharge: line.day.adding(days: 4), diagnosisRelatedGroup: group,
      accommodations: [("0120", 1), ("0190", 2), ("0120", 1)].map {
        Stay.Accommodation(revenueCode: $0.0, days: $0.1)
      })
    return try Fixture.answer(line, in: directory)
  }

  @Test("NET-STAY-1: per diem gives the rate of each level that is listed on the day of admission")
  func perDiem() throws {
    let (line, trace) = try stay(.perDiem) { $0.outlierCharge = Money(cents: 5) }
    #expect(line.feeMethod == .perDiem && line.unitFee == nil)
    #expect(
      line.stayRates
        == [ContractFacts.StayRate(revenueCode: "0120", amount: Money(cents: 250_000))])
    #expect(line.outlierCharge == Money(cents: 5))
    #expect(trace.last?.rule.name == "NET-STAY-1")
  }

  @Test("NET-STAY-2: by case the rate of the group is given, and none for another")
  func caseRate() throws {
    let (line, trace) = try stay(.caseRate)
    #expect(line.unitFee == Money(cents: 1_550_000) && line.stayRates.isEmpty)
    #expect(trace.last?.rule.name == "NET-STAY-2")
    #expect(try stay(.caseRate, group: "871").line.unitFee == nil)
    #expect(try stay(.caseRate, group: "").line.unitFee == nil)
  }

  @Test("NET-STAY-1: without a method for stays, by salary and by capitation nothing else applies")
  func otherMethods() throws {
    #expect(try stay(nil).line.feeMethod == .feeSchedule)
    #expect(try stay(.perDiem, model: .staff).line.feeMethod == .salary)
    #expect(try stay(.perDiem) { $0.feeMethod = .capitated }.line.feeMethod == .capitated)
    let contract = try Fixture.contract {
      $0.stayMethod = .perDiem
      $0.outlierCharge = Money(cents: 5)
    }
    let visit = try answer(contract, fees: [try Fixture.fee("99213", 14_327)]).line
    #expect(visit.feeMethod == .feeSchedule && visit.outlierCharge == nil)
  }

  @Test("NET-FEE-1: a percentage counts only for a contract that pays by percentage")
  func percentOnlyByMethod() throws {
    let contract = try Fixture.contract { $0.percent = BasisPoints(5_000) }
    let (line, _) = try answer(contract, fees: [try Fixture.fee("99213", 14_327)])
    #expect(line.unitFee == Money(cents: 14_327))
  }

  @Test(
    "NET-FEE-1: the first billed modifier that has a row decides, else the row without one",
    arguments: [
      ([], 20_000), (["26"], 6_000), (["TC"], 14_000), (["59", "TC"], 14_000),
      (["TC", "26"], 14_000), (["59"], 20_000), ([""], 20_000),
    ] as [([String], Int64)])
  func modifiers(_ modifiers: [String], _ cents: Int64) throws {
    let fees = [
      try Fixture.fee("73721", 6_000, modifier: "26"), try Fixture.fee("73721", 20_000),
      try Fixture.fee("73721", 14_000, modifier: "TC"),
    ]
    let (line, _) = try answer(
      try Fixture.contract(), procedure: "73721", modifiers: modifiers, fees: fees)
    #expect(line.unitFee == Money(cents: cents))
  }

  @Test(
    "NET-FEE-1: the row is that of the day of service",
    arguments: [("2025-12-31", 10_500), ("2026-01-01", 11_000), ("2026-12-31", 11_000)]
      as [(String, Int64)])
  func feeByDay(_ iso: String, _ cents: Int64) throws {
    let fees = [
      try Fixture.fee("99213", 10_500, from: "2025-01-01", to: "2025-12-31"),
      try Fixture.fee("99213", 11_000),
    ]
    #expect(
      try answer(try Fixture.contract(), on: iso, fees: fees).line.unitFee
        == Money(cents: cents))
  }

  @Test("NET-FEE-1: a modifier's row that has ended gives way to the row without one")
  func endedModifierRow() throws {
    let fees = [
      try Fixture.fee("73721", 6_000, modifier: "26", from: "2025-01-01", to: "2025-12-31"),
      try Fixture.fee("73721", 20_000),
    ]
    let (line, _) = try answer(
      try Fixture.contract(), procedure: "73721", modifiers: ["26"], fees: fees)
    #expect(line.unitFee == Money(cents: 20_000))
  }

  @Test("NET-FEE-3: the answer says of which fee the share is taken, and whose row it was")
  func origin() throws {
    let shared = try Fixture.contract {
      $0.feeMethod = .percentOfSchedule
      $0.percent = BasisPoints(8_750)
    }
    var row = try Fixture.fee("73721", 14_327, modifier: "TC")
    row.isMultipleProcedure = true
    let line = try answer(shared, procedure: "73721", modifiers: ["TC"], fees: [row]).line
    #expect(line.baseFee == Money(cents: 14_327))
    #expect(line.percent == BasisPoints(8_750))
    #expect(line.feeModifier == "TC")
    #expect(line.isMultipleProcedure)
    let whole = try answer(try Fixture.contract(), fees: [try Fixture.fee("99213", 11_000)]).line
    #expect(whole.baseFee == nil && whole.percent == nil)
    #expect(whole.feeModifier.isEmpty && !whole.isMultipleProcedure)
  }

  @Test(
    "NET-FEE-5: a row's fee for facilities counts in them and for telehealth, but not at home",
    arguments: [("11", 11_000), ("10", 11_000), ("", 11_000), ("22", 7_800), ("02", 7_800)]
      as [(String, Int64)])
  func facility(place: String, cents: Int64) throws {
    var row = try Fixture.fee("99213", 11_000)
    row.facilityAmount = Money(cents: 7_800)
    let contract = try Fixture.contract {
      $0.feeMethod = .percentOfSchedule
      $0.percent = BasisPoints(8_750)
    }
    var line = try Fixture.line()
    line.placeOfService = place
    line.modifiers = ["95"]
    let directory = NetworkDirectory(
      providers: [Fixture.provider(Fixture.primaryCare)], contracts: [contract],
      roster: [try Fixture.entry(Fixture.primaryCare)], fees: [row])
    let answer = try Fixture.answer(line, in: directory).line
    #expect(answer.baseFee == Money(cents: cents))
    #expect(answer.unitFee == Money(cents: cents).share(BasisPoints(8_750)))
  }

  @Test("NET-FEE-5: a row without a fee for facilities has one for every place, and zero is one")
  func oneFee() throws {
    var row = try Fixture.fee("99213", 11_000)
    for setting in ServiceSetting.allCases {
      #expect(row.amount(in: setting) == Money(cents: 11_000))
    }
    row.facilityAmount = .zero
    #expect(row.amount(in: .facility) == .zero)
  }

  @Test("NET-FEE-4: a share of the charge needs no row and takes none")
  func shareOfCharge() throws {
    let contract = try Fixture.contract {
      $0.feeMethod = .percentOfCharges
      $0.percent = BasisPoints(6_000)
    }
    for fees in [[], [try Fixture.fee("99213", 11_000)]] {
      let (line, trace) = try answer(contract, fees: fees)
      #expect(line.feeMethod == .percentOfCharges)
      #expect(line.percent == BasisPoints(6_000))
      #expect(line.unitFee == nil && line.baseFee == nil)
      #expect(trace.last?.rule.name == "NET-FEE-4")
      #expect(trace.last?.facts == [TraceStep.Fact("percent", "60 %")])
    }
  }

  @Test("NET-MODEL-1: a contract that pays a rate a unit takes it from its schedule")
  func rateOfUnits() throws {
    let contract = try Fixture.contract { $0.feeMethod = .perUnit }
    let line = try answer(contract, fees: [try Fixture.fee("99213", 11_000)]).line
    #expect(line.feeMethod == .perUnit)
    #expect(line.unitFee == Money(cents: 11_000))
  }

  @Test("NET-FEE-2: no row for the procedure, day or schedule gives no fee, and the step says so")
  func missingFee() throws {
    let fees = [
      try Fixture.fee("99214", 15_500), try Fixture.fee("99213", 1, modifier: "26"),
      try Fixture.fee("99213", 2, from: "2025-01-01", to: "2025-12-31"),
      try Fixture.fee("99213", 3, schedule: "OTHER"),
    ]
    let (line, trace) = try answer(try Fixture.contract(), fees: fees)
    #expect(line.status == .inNetwork)
    #expect(line.unitFee == nil)
    #expect(trace.last?.rule.name == "NET-FEE-2")
  }

  @Test("NET-MODEL-1: G13, a listed procedure is capitated and others are paid by fee")
  func capitatedList() throws {
    let contract = try Fixture.contract { $0.capitatedProcedures = ["99213"] }
    #expect(ContractPricing.method(of: contract, for: "99213") == .capitated)
    #expect(ContractPricing.method(of: contract, for: "90471") == .feeSchedule)
  }

  @Test("NET-MODEL-1: G14, what a capitated contract carves out is paid by fee")
  func carveOut() throws {
    let contract = try Fixture.contract {
      $0.feeMethod = .capitated
      $0.carvedOutProcedures = ["90471"]
    }
    let fees = [try Fixture.fee("90471", 2_850)]
    let carved = try answer(contract, procedure: "90471", fees: fees).line
    #expect(carved.feeMethod == .feeSchedule)
    #expect(carved.unitFee == Money(cents: 2_850))
    let visit = try answer(contract, fees: fees).line
    #expect(visit.feeMethod == .capitated)
    #expect(visit.unitFee == nil)
  }

  @Test("NET-MODEL-1: G37, the staff model pays by salary whatever the contract's method")
  func staff() throws {
    for method in ContractFacts.FeeMethod.allCases {
      let contract = try Fixture.contract(model: .staff) {
        $0.feeMethod = method
        $0.capitatedProcedures = ["99213"]
        $0.carvedOutProcedures = ["90471"]
      }
      #expect(ContractPricing.method(of: contract, for: "99213") == .salary)
      #expect(ContractPricing.method(of: contract, for: "90471") == .feeSchedule)
    }
  }

  @Test("NET-MODEL-1: a carve-out from a contract that pays by fee changes nothing")
  func needlessCarveOut() throws {
    let contract = try Fixture.contract {
      $0.feeMethod = .percentOfSchedule
      $0.carvedOutProcedures = ["90471"]
    }
    #expect(ContractPricing.method(of: contract, for: "90471") == .percentOfSchedule)
  }

  @Test(
    "NET-MODEL-1: the other models follow the contract's method",
    arguments: [ContractFacts.Model.group, .ipa, .network], ContractFacts.FeeMethod.allCases)
  func otherModels(_ model: ContractFacts.Model, _ method: ContractFacts.FeeMethod) throws {
    let contract = try Fixture.contract(model: model) { $0.feeMethod = method }
    #expect(ContractPricing.method(of: contract, for: "99213") == method)
  }

  @Test("NET-FEE-1: a capitated procedure has the listed fee too, which bounds the copay")
  func capitatedWithListedFee() throws {
    let contract = try Fixture.contract { $0.feeMethod = .capitated }
    let (line, _) = try answer(contract, fees: [try Fixture.fee("99213", 11_000)])
    #expect(line.feeMethod == .capitated)
    #expect(line.unitFee == Money(cents: 11_000))
  }

  @Test("A contract's withhold, sequestration, lesser-of and filing terms come with the line")
  func terms() throws {
    let contract = try Fixture.contract {
      $0.withhold = BasisPoints(1_500)
      $0.withholdBasis = .allowed
      $0.sequestrationClause = .passThrough
      $0.isLesserOf = false
      $0.timelyFilingDays = 180
      $0.version = 4
    }
    let line = try answer(contract, fees: []).line
    #expect(line.withhold == BasisPoints(1_500))
    #expect(line.withholdBasis == .allowed)
    #expect(line.sequestrationClause == .passThrough)
    #expect(!line.isLesserOf)
    #expect(line.timelyFilingDays == 180)
    #expect(line.contractVersion == 4)
  }
}
