import Domain
import PaymentRules
import Testing

@Suite("Interest on late payments")
struct InterestTests {
  private func day(_ text: String) -> Day { LineFixture.day(text) }

  private func rate(
    _ thousandths: Int32, days: Int = 30, state: String = "", from: String = "2025-01-01",
    isContracted: Bool = true
  ) -> InterestRate {
    InterestRate(
      state: state, lineOfBusiness: .commercialGroup, isContracted: isContracted,
      from: day(from), days: days, thousandths: thousandths)
  }

  private func amount(_ cents: Int64, _ paid: String, _ rate: InterestRate) -> Int64? {
    Interest(on: Money(cents: cents), received: day("2026-03-01"), paid: day(paid), at: rate)?
      .amount.cents
  }

  @Test("INTEREST-2: the worked cases of 20 days come out to the cent")
  func worked() {
    #expect(amount(32_340, "2026-04-20", rate(4_625)) == 82)
    #expect(amount(8_500, "2026-04-20", rate(15_000)) == 70)
    #expect(amount(8_500, "2026-03-31", rate(15_000)) == nil)
    let interest = Interest(
      on: Money(cents: 32_340), received: day("2026-03-01"), paid: day("2026-04-20"),
      at: rate(4_625))
    #expect(interest?.daysLate == 20)
  }

  @Test("INTEREST-2: the first day of delay is the day after the last in time, and it counts")
  func firstDay() {
    #expect(amount(3_650_000, "2026-03-31", rate(10_000)) == nil)
    #expect(amount(3_650_000, "2026-04-01", rate(10_000)) == 1_000)
    #expect(amount(3_650_000, "2026-04-02", rate(10_000)) == 2_000)
    #expect(amount(3_650_000, "2026-02-01", rate(10_000)) == nil)
  }

  @Test("INTEREST-2: nothing is due on what pays nothing, at no rate, or below half a cent")
  func nothing() {
    #expect(amount(0, "2026-04-20", rate(15_000)) == nil)
    #expect(amount(-8_500, "2026-04-20", rate(15_000)) == nil)
    #expect(amount(8_500, "2026-04-20", rate(0)) == nil)
    #expect(amount(182, "2026-04-01", rate(100_000)) == nil)
    #expect(amount(183, "2026-04-01", rate(100_000)) == 1)
  }

  @Test("INTEREST-2: the largest amount, rate and delay do not trap")
  func largest() {
    let interest = Interest(
      on: Money.limit, received: .first, paid: .openEnd, at: rate(InterestRate.thousandthsMax))
    #expect(interest.map { $0.amount > Money.limit } == true)
  }

  @Test("INTEREST-1: the latest row of the state holds, else the latest without a state")
  func table() {
    let table = InterestTable([
      rate(9_000, state: "CA", from: "2026-01-01"), rate(1_000), rate(2_000, from: "2026-01-01"),
      rate(8_000, state: "CA", from: "2027-01-01"), rate(5_000, isContracted: false),
    ])
    func found(
      _ state: String, _ paid: String, isContracted: Bool = true,
      _ business: LineOfBusiness = .commercialGroup
    ) -> Int32? {
      table.rate(
        state: state, lineOfBusiness: business, isContracted: isContracted, paidOn: day(paid))?
        .thousandths
    }
    #expect(found("CA", "2026-06-01") == 9_000)
    #expect(found("CA", "2027-01-01") == 8_000)
    #expect(found("CA", "2025-06-01") == 1_000)
    #expect(found("TX", "2026-06-01") == 2_000)
    #expect(found("CA", "2026-06-01", isContracted: false) == 5_000)
    #expect(found("TX", "2024-12-31") == nil)
    #expect(found("TX", "2026-06-01", .medicaid) == nil)
    #expect(table.daysMin == 30 && InterestTable([]).daysMin == nil)
  }
}
