import ClaimRules
import Domain
import Testing

@Suite("Screening: a stay in a hospital")
struct StayScreeningTests {
  /// A stay of four days in one room, with supplies.
  private static func claim(
    _ change: (inout SubmittedClaim) -> Void = { _ in }
  ) -> SubmittedClaim {
    Fixture.claim(lines: 2).with { claim in
      claim.kind = .institutional
      claim.placeOfService = ""
      claim.institutional.typeOfBill = "0111"
      claim.institutional.admissionDay = Fixture.day
      claim.institutional.statement = DaySpan(from: Fixture.day, to: Fixture.day.adding(days: 4))
      claim.institutional.dischargeStatus = "01"
      claim.institutional.diagnosisRelatedGroup = "470"
      for (index, code) in ["0120", "0270"].enumerated() {
        claim.lines[index].procedure = ""
        claim.lines[index].revenueCode = code
        claim.lines[index].diagnosisPointers = []
      }
      claim.lines[0].quantity = Quantity(units: 4)
      claim.lines[0].unit = "DA"
      change(&claim)
    }
  }

  private static func screening(
    _ claim: SubmittedClaim = claim(), _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.claim = claim
      $0.coverage.lines = [Fixture.covered(0)]
      $0.contract.lines = [perDiem]
      change(&$0)
    }.screening
  }

  @Test("SCREEN-DEATH: a stay in which the patient died waits; one that began afterwards is denied")
  func death() {
    func screening(diedOn day: Day) -> Screening {
      StayScreeningTests.screening { $0.coverage.deathDate = Redacted(day) }
    }
    let within = screening(diedOn: Fixture.day.adding(days: 2))
    #expect(within.denials.isEmpty && within.pends.map(\.reason) == [.institutionalPricing])
    #expect(screening(diedOn: Fixture.day.adding(days: -1)).denials == [.afterDeath])
  }

  @Test("DUP-2: a stay is one service of its day of admission, whatever its lines are")
  func oneService() throws {
    let claim = StayScreeningTests.claim()
    let service = try #require(LineService(claim.lines[0], of: claim))
    #expect(LineService(claim.lines[1], of: claim) == nil)
    let again = StayScreeningTests.claim {
      $0.lines[0].revenueCode = "0200"
      $0.lines[0].charge = Money(cents: 1)
      $0.lines[0].from = Fixture.day.adding(days: 1)
    }
    #expect(LineService(again.lines[0], of: again) == service)
    let later = StayScreeningTests.claim {
      $0.institutional.admissionDay = Fixture.day.adding(days: 1)
    }
    #expect(LineService(later.lines[0], of: later) != service)
  }

  @Test("COB-2: what was paid before of the lines of a stay is paid before of the stay")
  func secondPlace() {
    let claim = StayScreeningTests.claim { claim in
      claim.payerOrder = "S"
      claim.otherPayers = [
        SubmittedClaim.OtherPayer(
          payerID: "OTHER", order: "P", paid: Money(cents: 3_000),
          adjustments: [Adjustment(.patient, "1", claim.charge - Money(cents: 3_000))])
      ]
    }
    let prior = PriorPayments(of: claim, received: Fixture.received)
    #expect(prior.lines.keys.sorted() == [Stay.lineNumber])
    #expect(prior.lines[Stay.lineNumber]?.paid == Money(cents: 3_000))
    #expect(
      prior.lines[Stay.lineNumber]?.patientShare == claim.charge - Money(cents: 3_000))
  }

  private static var perDiem: ContractFacts.Line {
    Fixture.contracted(0, role: .facility).with {
      $0.feeMethod = .perDiem
      $0.unitFee = nil
      $0.stayRates = [
        ContractFacts.StayRate(revenueCode: "0120", amount: Money(cents: 250_000))
      ]
    }
  }

  private static var caseRate: ContractFacts.Line {
    Fixture.contracted(0, role: .facility).with {
      $0.feeMethod = .caseRate
      $0.unitFee = Money(cents: 1_550_000)
    }
  }

  @Test("STAY-1: a stay is billed as line 0, from admission to discharge, with the whole charge")
  func whole() throws {
    let claim = StayScreeningTests.claim()
    let line = try #require(claim.billedLines.first)
    #expect(claim.billedLines.count == 1 && line.lineNumber == 0)
    #expect(line.charge == claim.charge && line.quantity == Quantity(units: 4))
    #expect(line.day == Fixture.day && line.procedure == "0120" && line.placeOfService == "21")
    #expect(line.stay?.discharge == Fixture.day.adding(days: 4))
    #expect(line.stay?.diagnosisRelatedGroup == "470" && line.stay?.days == 4)
    #expect(
      line.stay?.accommodations == [Stay.Accommodation(revenueCode: "0120", days: 4)])
    for type in ["0131", "0211", "0181", "0121"] {
      let other = StayScreeningTests.claim { $0.institutional.typeOfBill = type }
      #expect(!other.isStay && other.billedLines.map(\.lineNumber) == [1, 2], "\(type)")
    }
  }

  @Test("STAY-1: a stay of which everything is known goes on, line 0 alone")
  func goesOn() {
    for contract in [StayScreeningTests.perDiem, StayScreeningTests.caseRate] {
      let screening = StayScreeningTests.screening { $0.contract.lines = [contract] }
      #expect(screening.reasons.isEmpty && screening.pends.isEmpty)
      #expect(screening.rules.contains("STAY-1"))
      #expect(Set(screening.trace.map(\.lineNumber)) == [0])
    }
  }

  @Test(
    "SCREEN-INSTITUTION: a bill that does not tell the whole stay waits",
    arguments: ["0", "2", "3", "4", "5", "9"])
  func interim(frequency: String) {
    let claim = StayScreeningTests.claim {
      $0.frequency = frequency
      $0.institutional.typeOfBill = "011\(frequency)"
    }
    #expect(StayScreeningTests.screening(claim).pendReasons.contains(.institutionalPricing))
  }

  @Test("SCREEN-INSTITUTION: days that are not those of the stay wait")
  func days() {
    let changes: [(inout SubmittedClaim) -> Void] = [
      { $0.lines[0].quantity = Quantity(units: 3) }, { $0.lines[0].quantity = Quantity(units: 5) },
      { $0.lines[0].quantity = Quantity(thousandths: 4_500) }, { $0.lines[0].unit = "MJ" },
      { $0.lines[0].revenueCode = "0180" }, { $0.lines[0].revenueCode = "0250" },
      { $0.institutional.admissionDay = Fixture.day.adding(days: -1) },
      { $0.institutional.dischargeStatus = "30" }, { $0.institutional.dischargeStatus = "" },
    ]
    for (index, change) in changes.enumerated() {
      let found = StayScreeningTests.screening(StayScreeningTests.claim(change))
      #expect(found.pends == [Pend(.institutionalPricing)], "\(index)")
    }
  }

  @Test("SCREEN-INSTITUTION: a contract that says too little of a stay lets it wait")
  func contract() {
    let changes: [(inout ContractFacts.Line) -> Void] = [
      { $0.feeMethod = .feeSchedule }, { $0.feeMethod = .capitated }, { $0.feeMethod = .salary },
      { $0.stayRates = [] }, { $0.stayRates[0].revenueCode = "0200" },
      { $0.outlierCharge = Money(cents: 23_999) }, { $0.feeMethod = .caseRate },
    ]
    for (index, change) in changes.enumerated() {
      let found = StayScreeningTests.screening {
        $0.contract.lines = [StayScreeningTests.perDiem.with(change)]
      }
      #expect(found.pends == [Pend(.institutionalPricing)], "\(index)")
    }
    let within = StayScreeningTests.screening {
      $0.contract.lines[0].outlierCharge = Money(cents: 24_000)
    }
    #expect(within.pends.isEmpty)
  }

  @Test(
    "SCREEN-INSTITUTION: by case a patient who went on to other care waits, per diem not",
    arguments: [("01", false), ("20", false), ("02", true), ("03", true), ("06", true)])
  func transfer(status: String, waits: Bool) {
    let claim = StayScreeningTests.claim { $0.institutional.dischargeStatus = status }
    let byCase = StayScreeningTests.screening(claim) {
      $0.contract.lines = [StayScreeningTests.caseRate]
    }
    #expect(byCase.pends == (waits ? [Pend(.institutionalPricing)] : []))
    #expect(StayScreeningTests.screening(claim).pends.isEmpty)
  }

  @Test("SCREEN-INSTITUTION: by case a stay without a group waits")
  func withoutGroup() {
    let claim = StayScreeningTests.claim { $0.institutional.diagnosisRelatedGroup = "" }
    let found = StayScreeningTests.screening(claim) {
      $0.contract.lines = [StayScreeningTests.caseRate]
    }
    #expect(found.pends == [Pend(.institutionalPricing)])
  }

  @Test("SCREEN-INSTITUTION: what a person denies, and what is known against it, denies the whole")
  func denials() {
    let decided = StayScreeningTests.screening {
      $0.decided = [0: .rateMissing]
      $0.contract.lines[0].feeMethod = .feeSchedule
    }
    #expect(decided.reasons == [0: [.rateMissing]] && decided.pends.isEmpty)
    let uncovered = StayScreeningTests.screening {
      $0.coverage.lines = [CoverageFacts.Line(lineNumber: 0, status: .afterLastDay)]
    }
    #expect(uncovered.reasons == [0: [.afterCoverage]] && uncovered.pends.isEmpty)
  }

  @Test("STAY-1: coverage of the day of admission counts, also when it ends during the stay")
  func coverageEnds() {
    let found = StayScreeningTests.screening {
      $0.coverage.lines[0].span = DaySpan(from: .first, to: Fixture.day)
    }
    #expect(found.reasons.isEmpty && found.pends.isEmpty)
  }

  @Test("STAY-1: a stay repeats an earlier one when each line does, and may when one does")
  func duplicates() {
    let all = StayScreeningTests.screening { $0.duplicates = [1, 2] }
    #expect(all.reasons == [0: [.duplicate]] && all.pends.isEmpty)
    let one = StayScreeningTests.screening { $0.duplicates = [2] }
    #expect(one.reasons.isEmpty && one.pends == [Pend(.possibleDuplicate)])
    let alike = StayScreeningTests.screening { $0.possibleDuplicates = [1] }
    #expect(alike.pends == [Pend(.possibleDuplicate)])
    let overruled = StayScreeningTests.screening {
      $0.possibleDuplicates = [1]
      $0.overruled = [Pend(.possibleDuplicate)]
    }
    #expect(overruled.pends.isEmpty)
  }

  @Test("STAY-1: a code that is wrong on every line denies the stay, one of some lines waits")
  func codes() {
    func screening(_ name: CodeSetName, _ codes: [String]) -> Screening {
      StayScreeningTests.screening {
        $0.codes.put(
          CodeSet(
            codes.compactMap { PackedCode($0) }.map {
              CodeSet.Entry(code: $0, days: DaySpan(from: .first))
            }), name)
      }
    }
    #expect(screening(.typeOfBill, ["0131"]).reasons == [0: [.billTypeNotValid]])
    #expect(screening(.revenueCode, ["0120", "0270"]).pends.isEmpty)
    let some = screening(.revenueCode, ["0120"])
    #expect(some.reasons.isEmpty && some.pends == [Pend(.institutionalPricing)])
    #expect(screening(.revenueCode, ["0100"]).reasons == [0: [.revenueCodeNotValid]])
  }

  @Test("STAY-1: another payer lets a stay wait that something else denies")
  func otherPayer() {
    let claim = StayScreeningTests.claim { $0.hasOtherPayer = true }
    let found = StayScreeningTests.screening(claim) { $0.duplicates = [1, 2] }
    #expect(found.pends == [Pend(.otherPayer)])
  }

  @Test("STAY-7: authorization is asked for the days of a stay, also when an emergency led to it")
  func authorization() {
    var row = Fixture.visit
    row.isAuthorizationRequired = true
    for code in ["0270", "0450"] {
      let claim = StayScreeningTests.claim { $0.lines[1].revenueCode = code }
      let found = StayScreeningTests.screening(claim) {
        $0.coverage.lines = [Fixture.covered(0, [row])]
      }
      #expect(found.pends.isEmpty)
      #expect(found.holdNeeds.map(\.line.lineNumber) == [0])
      #expect(found.holdNeeds.map(\.line.quantity) == [Quantity(units: 4)])
    }
  }

  @Test("STAY-7: a stay that is authorized in part waits, and one that was an emergency without")
  func partAuthorized() {
    func pends(
      _ outcome: HoldFacts.AuthorizationOutcome, held: Int = 0, emergency: Bool = false
    ) -> [Pend] {
      let need = HoldScreening.Need(
        lineNumber: 0, isAuthorizationRequired: true, isReferralRequired: false, daysOfStay: 4,
        isEmergencyStay: emergency)
      let answer = HoldFacts.Line(
        lineNumber: 0, authorization: outcome, held: Quantity(units: held))
      let hold = HoldFacts(lines: [answer])
      return HoldScreening.pends(
        needs: [need], hold: hold,
        lines: AnsweredLines(
          reasons: [:], letters: [], contract: ContractFacts(), packagedInto: [:],
          packagedPends: [:], hold: hold))
    }
    #expect(pends(.held, held: 4).isEmpty)
    #expect(pends(.held, held: 3) == [Pend(.institutionalPricing)])
    #expect(pends(.none).isEmpty)
    #expect(pends(.none, emergency: true) == [Pend(.institutionalPricing)])
    #expect(pends(.held, held: 4, emergency: true).isEmpty)
  }

  @Test("STAY-1: the level of care of the most days is looked up, in whatever order the lines come")
  func levelOfCare() {
    func level(_ rooms: [(code: String, days: Int)]) -> String? {
      let claim = Self.claim { claim in
        for (index, room) in rooms.enumerated() {
          claim.lines[index].revenueCode = room.code
          claim.lines[index].quantity = Quantity(units: room.days)
          claim.lines[index].unit = "DA"
        }
      }
      return claim.parts.first?.revenueCode
    }
    #expect(level([("0200", 1), ("0120", 3)]) == "0120")
    #expect(level([("0120", 3), ("0200", 1)]) == "0120")
    #expect(level([("0120", 1), ("0200", 3)]) == "0200")
    #expect(level([("0200", 2), ("0120", 2)]) == "0120")
    #expect(level([("0120", 2), ("0200", 2)]) == "0120")
  }

  @Test("SCREEN-INSTITUTION: a stay with days of leave waits, whatever its rooms say")
  func leave() {
    let away = Self.screening(
      Self.claim { $0.institutional.leaves = [DaySpan(from: Fixture.day, to: Fixture.day)] })
    #expect(away.pendReasons == [.institutionalPricing])
    #expect(Self.screening(Self.claim()).pends.isEmpty)
  }

  @Test("STAY-5: a copay a day on a line that is no stay waits for a person")
  func dayCopayOfVisit() {
    var row = Fixture.visit
    row.copayUnit = .day
    let found = ScreeningFixture { $0.coverage.lines = [Fixture.covered(1, [row])] }.screening
    #expect(found.pendReasons == [.manualPricing])
  }
}
