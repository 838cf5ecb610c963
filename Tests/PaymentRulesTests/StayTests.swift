import Domain
import PaymentRules
import Testing

@Suite("A stay is decided as a whole")
struct StayTests {
  private let rates: [String: Int64] = ["0120": 250_000, "0200": 400_000]
  private var stay: LineFixture { LineFixture(3_875_000).perDiem([("0120", 4)], at: rates) }
  private let firstDays = BenefitRow.CopayDays(first: 1, last: 3)

  private func code(
    _ line: LineFixture, _ change: (inout AdjudicationInput) -> Void = { _ in }
  ) -> AdjudicationError.Code? {
    var input = ClaimFixture(line).input
    change(&input)
    do {
      _ = try Adjudication.evaluate(input)
      return nil
    } catch { return error.code }
  }

  @Test("STAY-1: the whole claim is line 0, with one price, one share and one reduction")
  func whole() throws {
    let decision = try ClaimFixture(stay.copay(10_000)).decide()
    #expect(decision.isOfWholeClaim && decision.charge == Money(cents: 3_875_000))
    #expect(decision.lines[0].printed == "CO-45 28750.00; PR-3 100.00 -> 9900.00")
    #expect(decision.lines[0].paidQuantity == Quantity(units: 4))
    #expect(decision.postings.allSatisfy { $0.lineNumber == 0 } && !decision.postings.isEmpty)
    #expect(try !ClaimFixture(LineFixture(10_000, fee: 5_000)).decide().isOfWholeClaim)
  }

  @Test("STAY-1: line 0 stands alone and for a stay, in the claim and in every fact")
  func aloneOnly() {
    let billed = ClaimFixture(LineFixture(10_000, fee: 5_000)).input.lines
    #expect(code(stay) { $0.lines += billed } == .factsContradict)
    #expect(code(stay) { $0.lines[0].stay = nil } == .factsContradict)
    #expect(code(stay) { $0.lines[0].lineNumber = 1 } == .factsContradict)
    #expect(code(stay) { $0.contract.lines[0].lineNumber = 1 } == .factsContradict)
    #expect(
      code(LineFixture(10_000, fee: 5_000)) { $0.coverage.lines[0].lineNumber = 0 }
        == .factsContradict)
  }

  @Test("STAY-3: per diem is the sum over the levels of care of the rate times the days")
  func perDiem() throws {
    let mixed = LineFixture(3_875_000).perDiem([("0200", 1), ("0120", 3)], at: rates)
    let decision = try ClaimFixture(mixed).decide()
    #expect(decision.lines[0].allowed == Money(cents: 1_150_000))
    let step = try #require(decision.trace.first { $0.rule.name == "STAY-3" })
    #expect(step.facts.contains(TraceStep.Fact("level_0120", "3 x 2500.00")))
    #expect(step.after == Money(cents: 1_150_000))
    let cheap = LineFixture(600_000).perDiem([("0120", 4)], at: rates)
    #expect(try ClaimFixture(cheap).decide().lines[0].allowed == Money(cents: 600_000))
  }

  @Test("STAY-4: a case rate is the price whatever the days")
  func caseRate() throws {
    for days in [1, 5, 30] {
      let line = LineFixture(4_000_000, fee: 1_550_000).caseRate(days)
      let decision = try ClaimFixture(line).decide()
      #expect(decision.lines[0].allowed == Money(cents: 1_550_000))
      #expect(decision.trace.contains { $0.rule.name == "STAY-4" })
    }
  }

  @Test("STAY-3, STAY-4: a rate that is missing refuses the claim, and so does another method")
  func missingRates() {
    let unlisted = LineFixture(3_875_000).perDiem([("0120", 3), ("0190", 1)], at: rates)
    #expect(code(unlisted) == .factsIncomplete)
    #expect(code(LineFixture(3_875_000).caseRate(4)) == .factsIncomplete)
    #expect(code(stay.with { $0.method = .feeSchedule }) == .manualPricing)
    #expect(code(stay.with { $0.method = .percentOfCharges }) == .manualPricing)
    let line = LineFixture(10_000, fee: 5_000)
    #expect(code(line.with { $0.method = .caseRate }) == .manualPricing)
    #expect(code(line.with { $0.benefit.copayUnit = .day }) == .manualPricing)
  }

  @Test("STAY-2: days that do not fit together are not priced")
  func days() {
    #expect(code(stay) { $0.lines[0].stay?.accommodations[0].days = 3 } == .factsContradict)
    #expect(code(stay) { $0.lines[0].quantity = Quantity(units: 3) } == .factsContradict)
    #expect(code(stay) { $0.lines[0].day = $0.lines[0].day.adding(days: 1) } == .factsContradict)
  }

  @Test("STAY-3: a price beyond every amount, and a charge beyond the contract's, are refused")
  func limits() {
    let dear = LineFixture(3_875_000).perDiem([("0120", 4)], at: ["0120": Money.limit.cents])
    #expect(code(dear) == .amountOutOfRange)
    let absurd = LineFixture(3_875_000).perDiem([("0120", 4)], at: ["0120": .max])
    #expect(code(absurd) == .amountOutOfRange)
    #expect(code(stay.with { $0.outlierCharge = 3_874_999 }) == .manualPricing)
    #expect(code(stay.with { $0.outlierCharge = 3_875_000 }) == nil)
  }

  @Test("STAY-7: a stay with fewer days authorized is refused, one with all uses them")
  func authorization() throws {
    func held(_ days: Int) -> LineFixture {
      stay.with {
        $0.hold = HoldFacts.Line(
          lineNumber: 0, authorization: .held, authorizationNumber: "A1", authorizationLine: 1,
          held: Quantity(units: days))
      }
    }
    #expect(code(held(3)) == .manualPricing)
    #expect(try ClaimFixture(held(4)).decide().lines[0].unitsTaken == Quantity(units: 4))
    let none = stay.with { $0.hold = HoldFacts.Line(lineNumber: 0, authorization: .none) }
    #expect(try ClaimFixture(none).decide().lines[0].printed == "CO-197 38750.00 -> 0.00")
  }

  @Test(
    "STAY-5: a copay a day is due for the days of its range, never more than the price",
    arguments: [(1, 25_000), (2, 50_000), (3, 75_000), (4, 75_000), (9, 75_000)]
      as [(Int, Int64)])
  func copayADay(days: Int, copay: Int64) throws {
    let line = LineFixture(3_875_000).perDiem([("0120", days)], at: rates)
    let decision = try ClaimFixture(line.copayADay(25_000, firstDays)).decide()
    #expect(decision.patientShare == Money(cents: copay))
    let dear = try ClaimFixture(line.copayADay(900_000, firstDays)).decide()
    #expect(dear.patientShare == min(dear.lines[0].allowed, Money(cents: 600_000)))
  }

  @Test("STAY-5: the copays of an admission are due once, and none where no day has one")
  func copayOnce() throws {
    let claim = ClaimFixture(stay.copayADay(25_000, firstDays))
    let first = try claim.decide()
    #expect(first.copayVisitsTaken.count == 1)
    let again = try claim.with { $0.visitsTaken = Set(first.copayVisitsTaken) }.decide()
    #expect(again.patientShare == .zero && again.copayVisitsTaken.isEmpty)
    let late = ClaimFixture(stay.copayADay(25_000, BenefitRow.CopayDays(first: 5, last: 9)))
    #expect(try late.decide().patientShare == .zero)
  }

  @Test("SEQ-2: a stay is reduced by the rate of the day of discharge, SEQ-3: once for the claim")
  func discharge() throws {
    let across = LineFixture(15_000).on("2022-06-29").perDiem([("0120", 3)], at: ["0120": 3_333])
    let claim = ClaimFixture(across.passThrough()).business(.medicareAdvantage)
    #expect(try claim.decide().lines[0].printed == "CO-45 50.01; CO-253 2.00 -> 97.99")
    let before = LineFixture(15_000).on("2022-06-27").perDiem([("0120", 3)], at: ["0120": 3_333])
    let earlier = ClaimFixture(before.passThrough()).business(.medicareAdvantage)
    #expect(try earlier.decide().lines[0].printed == "CO-45 50.01; CO-253 1.00 -> 98.99")
  }

  @Test("REV-1: a stay is taken back as a whole to the cent")
  func reversal() throws {
    let decision = try ClaimFixture(stay.copayADay(25_000, firstDays)).decide()
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(reversal.isOfWholeClaim && Reversal.isExact(reversal, of: decision))
    #expect(reversal.paid == -decision.paid)
  }
}
