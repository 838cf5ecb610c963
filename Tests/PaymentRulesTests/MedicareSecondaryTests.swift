import Domain
import PaymentRules
import Testing

@Suite("Medicare behind another payer")
struct MedicareSecondaryTests {
  private func claim(_ line: LineFixture) -> ClaimFixture {
    ClaimFixture(line.passThrough()).business(.medicareAdvantage).second()
  }

  private func printed(_ line: LineFixture) throws -> [String] {
    try claim(line).decide().lines.map(\.printed)
  }

  @Test(
    "MSP-1: the lowest of three is paid, then sequestration is taken from it",
    arguments: [
      // of the charge less what was paid
      (10_000, 9_000, 0, 9_500, 500, 10_000, "CO-253 0.10; OA-23 95.00 -> 4.90"),
      // of what would be paid alone
      (
        17_500, 4_000, 2_000, 2_000, 15_500, 17_500,
        "CO-45 123.00; CO-253 0.64; OA-23 20.00 -> 31.36"
      ),
      // of the price, where it is above what the other payer recognised
      (17_500, 12_500, 0, 12_000, 5_500, 11_000, "CO-45 50.00; CO-253 0.10; OA-23 120.00 -> 4.90"),
      // nothing, where more was paid than either recognises
      (17_500, 12_500, 0, 13_000, 4_500, 12_800, "CO-45 45.00; OA-23 130.00 -> 0.00"),
    ] as [(Int64, Int64, Int32, Int64, Int64, Int64, String)])
  func lowest(
    charge: Int64, fee: Int64, coinsurance: Int32, paid: Int64, left: Int64, allowed: Int64,
    expected: String
  ) throws {
    let line = LineFixture(charge, fee: fee).coinsurance(coinsurance)
      .paidBefore(paid, left: left, allowed: allowed)
    #expect(try printed(line) == [expected])
  }

  @Test("MSP-1: what the other payer recognised is what it paid and left when it does not say")
  func recognised() throws {
    let line = LineFixture(17_500, fee: 12_500).paidBefore(12_000, left: 3_000)
    #expect(try printed(line) == ["CO-253 0.60; OA-23 145.00 -> 29.40"])
  }

  @Test("MSP-1: a provider bound to accept less is paid no more than that")
  func obligated() throws {
    let line = LineFixture(17_500, fee: 12_500).with {
      $0.prior = PriorPayment(
        paid: Money(cents: 12_000), patientShare: Money(cents: 5_500),
        allowed: Money(cents: 15_000), obligated: Money(cents: 14_000))
    }
    #expect(try printed(line) == ["CO-45 35.00; CO-253 0.40; OA-23 120.00 -> 19.60"])
  }

  @Test("MSP-1: the product's method does not matter, and a commercial product is not paid so")
  func method() throws {
    let line = LineFixture(17_500, fee: 12_500).paidBefore(12_000, left: 5_500, allowed: 15_000)
    for method in CoordinationMethod.allCases {
      let decision = try claim(line).with { $0.terms.coordinationMethod = method }.decide()
      #expect(decision.lines.map(\.printed) == ["CO-45 25.00; CO-253 0.60; OA-23 120.00 -> 29.40"])
    }
    #expect(
      try ClaimFixture(line).second().decide().lines.map(\.printed) == ["OA-23 120.00 -> 55.00"])
  }

  @Test(
    "MSP-2: what was paid before meets deductible, coinsurance and copay in this order",
    arguments: [
      (0, ["PR-1 30.00", "PR-2 14.00", "PR-3 10.00"]),
      (1_000, ["PR-1 20.00", "PR-2 14.00", "PR-3 10.00"]),
      (3_500, ["PR-2 9.00", "PR-3 10.00"]), (5_000, ["PR-3 4.00"]), (5_400, []), (9_000, []),
    ] as [(Int64, [String])])
  func share(paid: Int64, expected: [String]) throws {
    let line = LineFixture(30_000, fee: 11_000).copay(1_000).deductible().coinsurance(2_000)
      .paidBefore(paid, left: 30_000 - paid)
    let decision = try claim(line).deductibleLeft(3_000).decide()
    let shares = decision.lines[0].adjustments.filter { $0.group == .patient }
    #expect(shares.map { "\($0.label) \($0.amount)" } == expected)
    let deductible = decision.postings.filter { $0.key.kind == .deductible }.map(\.amount)
    #expect(Set(deductible) == Set(shares.filter { $0.label == "PR-1" }.map(\.amount)))
  }

  @Test(
    "MSP-2: no more is asked for than the other payer left, and a copay not asked for stays due")
  func limited() throws {
    let line = LineFixture(10_000, fee: 10_000).copay(4_000).paidBefore(0, left: 1_500)
    let decision = try claim(line).decide()
    #expect(decision.lines.map(\.printed) == ["CO-253 0.30; OA-23 85.00 -> 14.70"])
    #expect(decision.copayVisitsTaken.isEmpty)
    let more = LineFixture(10_000, fee: 10_000).copay(4_000).paidBefore(0, left: 8_000)
    #expect(try printed(more) == ["CO-253 1.20; OA-23 20.00; PR-3 20.00 -> 58.80"])
    #expect(try claim(more).decide().copayVisitsTaken.count == 1)
  }
}
