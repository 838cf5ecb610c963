import Domain
import PaymentRules
import Testing

@Suite("Sequestration")
struct SequestrationTests {
  private let line = LineFixture(40_000, fee: 25_000).copay(3500)

  private func reduction(_ claim: ClaimFixture) throws -> Int64 {
    let decision = try claim.decide()
    return decision.lines[0].adjustments.filter { $0.label == "CO-253" }.map(\.amount.cents)
      .reduce(0, +)
  }

  @Test("SEQ-1: a contract that passes the reduction through is reduced, one that is silent is not")
  func contractClause() throws {
    let silent = ClaimFixture(line).business(.medicareAdvantage)
    let passing = ClaimFixture(line.passThrough()).business(.medicareAdvantage)
    #expect(try reduction(silent) == 0)
    #expect(try reduction(passing) == 430)
  }

  @Test("SEQ-1: a provider without a contract is reduced as the product says, whatever the clause")
  func nonContract() throws {
    let outside = line.with { $0.status = .outOfNetwork }
    let claim = ClaimFixture(outside).business(.medicareAdvantage)
    #expect(try reduction(claim) == 430)
    #expect(try reduction(claim.with { $0.terms.isNonContractSequestered = false }) == 0)
  }

  @Test(
    "SEQ-1: no other line of business is reduced",
    arguments: LineOfBusiness.allCases.filter { $0 != .medicareAdvantage })
  func otherBusiness(business: LineOfBusiness) throws {
    #expect(try reduction(ClaimFixture(line.passThrough()).business(business)) == 0)
  }

  @Test("SEQ-1: a supplemental benefit is not reduced")
  func supplemental() throws {
    let dental = line.passThrough().with { $0.benefit.isSupplemental = true }
    #expect(try reduction(ClaimFixture(dental).business(.medicareAdvantage)) == 0)
  }

  @Test(
    "SEQ-2: the rate is that of the line's day, on both sides of every change (G09)",
    arguments: [
      ("2013-03-31", 0), ("2013-04-01", 200), ("2020-04-30", 200), ("2020-05-01", 0),
      ("2022-03-31", 0), ("2022-04-01", 100), ("2022-06-30", 100), ("2022-07-01", 200),
      ("2026-11-21", 200),
    ] as [(String, Int32)])
  func rateByDay(day: String, rate: Int32) throws {
    #expect(SequestrationTable.law.rate(on: LineFixture.day(day)) == BasisPoints(rate))
    let claim = ClaimFixture(LineFixture(10_000, fee: 10_000).passThrough().on(day))
    #expect(try reduction(claim.business(.medicareAdvantage)) == Int64(rate))
  }

  @Test("SEQ-2: rows may come in any order, and an empty table reduces nothing")
  func tableOrder() {
    let shuffled = SequestrationTable(SequestrationTable.law.rates.reversed())
    #expect(shuffled == .law)
    #expect(SequestrationTable([]).rate(on: LineFixture.day("2026-01-01")) == .zero)
  }

  @Test(
    "SEQ-3: the amount is rounded half-up once a line, nothing is sent when it is nothing (G10)",
    arguments: [
      (3333, "2026-01-01", 67, 3266), (25, "2026-01-01", 1, 24), (24, "2026-01-01", 0, 24),
      (1225, "2026-01-01", 25, 1200), (1275, "2026-01-01", 26, 1249), (1, "2026-01-01", 0, 1),
      (9999, "2026-01-01", 200, 9799), (10025, "2026-01-01", 201, 9824),
      (50, "2022-05-15", 1, 49), (49, "2022-05-15", 0, 49),
    ] as [(Int64, String, Int64, Int64)])
  func amount(payment: Int64, day: String, taken: Int64, paid: Int64) throws {
    let line = LineFixture(payment, fee: payment).passThrough().on(day)
    let decision = try ClaimFixture(line).business(.medicareAdvantage).decide().lines[0]
    #expect(decision.paid.cents == paid)
    #expect(decision.adjustments.map(\.amount.cents) == (taken == 0 ? [] : [taken]))
  }

  @Test("SEQ-3: each line of a claim is reduced by itself")
  func byLine() throws {
    let line = LineFixture(5000, fee: 3333).passThrough()
    let decision = try ClaimFixture(line, line, line).business(.medicareAdvantage).decide()
    #expect(decision.paid.cents == 3 * 3266)
  }

  @Test("REPORT-1: the trace tells each payment that was looked at, also where nothing is kept")
  func lines() throws {
    let line = LineFixture(5000, fee: 3333).passThrough()
    let suspended = line.with { $0.fee = 1000 }.on("2021-06-15").withholding(1000)
    let decision = try ClaimFixture(line, line.denied(.duplicate), suspended)
      .business(.medicareAdvantage).decide()
    let business = LineOfBusiness.medicareAdvantage
    #expect(
      SequesteredLine.lines(of: decision) == [
        SequesteredLine(
          lineNumber: 1, day: LineFixture.day("2026-03-10"), lineOfBusiness: business,
          rate: BasisPoints(200), base: Money(cents: 3333), sequestered: Money(cents: 67),
          paid: Money(cents: 3266)),
        SequesteredLine(
          lineNumber: 3, day: LineFixture.day("2021-06-15"), lineOfBusiness: business,
          rate: .zero, base: Money(cents: 1000), sequestered: .zero, paid: Money(cents: 900)),
      ])
    #expect(
      SequesteredLine.lines(of: decision).map(\.month).map(\.description) == [
        "2026-03-01", "2021-06-01",
      ])
    #expect(SequesteredLine.lines(of: try ClaimFixture(line).decide()) == [])
  }
}
