import Domain
import Testing

@Suite("Money is whole cents")
struct MoneyTests {
  @Test(
    "Rounding is half-up on the cent",
    arguments: [
      (3333, 200, 67), (25, 200, 1), (24, 200, 0), (1225, 200, 25), (1275, 200, 26), (1, 200, 0),
      (9999, 200, 200), (10025, 200, 201), (50, 100, 1), (49, 100, 0),
    ] as [(Int64, Int32, Int64)])
  func roundsHalfUp(cents: Int64, rate: Int32, expected: Int64) {
    #expect(Money(cents: cents).share(BasisPoints(rate)).cents == expected)
  }

  @Test(
    "Decimal text is read exactly or not at all",
    arguments: [
      ("39.2", 3920), ("0", 0), (".5", 50), ("1200.00", 120_000), ("-0.80", -80), ("7.", 700),
      ("1.230", 123), ("+1", 100), ("-.5", -50), ("000000000000001.5", 150),
      ("0.000000000000000000", 0),
    ] as [(String, Int64)])
  func readsDecimalText(text: String, cents: Int64) {
    #expect(Money(decimal: text)?.cents == cents)
  }

  @Test(
    "Text that is no amount of money is refused",
    arguments: [
      "", ".", "-", "1.234", "1,200.00", "1e3", "١", "99999999999999999999", "1.2.3", " 1",
      "+", "--1", "-+1", "1-", "+.", "0000000000000001", "1.2300000000000000000001",
    ])
  func refusesOtherText(text: String) {
    #expect(Money(decimal: text) == nil)
  }

  @Test("An amount beyond the limit is refused at the edge")
  func refusesAmountsBeyondTheLimit() {
    #expect(Money(checkedCents: .max) == nil)
    #expect(Money(checkedCents: .min) == nil)
    #expect(Money(checkedCents: Money.limit.cents) == Money.limit)
  }

  @Test("An amount prints with two decimals and its sign")
  func prints() {
    #expect(Money(cents: -80).description == "-0.80")
    #expect(Money(cents: 120_005).description == "1200.05")
    #expect(Money(cents: .min).description == "-92233720368547758.08")
  }

  @Test("Multiplying the largest amounts does not trap")
  func multiplicationDoesNotTrap() {
    #expect(Money(cents: .max).times(Quantity(thousandths: .max)).cents == .max)
    #expect(Money(cents: .min).share(BasisPoints(10_000)).cents == -.max)
    #expect(Money(cents: .min).scaled(by: .min, over: 1).cents == .max)
    #expect(Money(cents: .min).scaled(by: .min, over: .max).cents == .max)
    #expect(Money(cents: .max).scaled(by: .min, over: 1).cents == -.max)
  }

  @Test("A share of nothing, by nothing or over nothing is nothing")
  func scalesNothing() {
    #expect(Money.zero.scaled(by: .max, over: 1) == .zero)
    #expect(Money(cents: 5).scaled(by: 0, over: 1) == .zero)
    #expect(Money(cents: 5).scaled(by: 1, over: 0) == .zero)
    #expect(Money(cents: 5).scaled(by: 1, over: -1) == .zero)
  }

  @Test("The price of units is rounded half-up to the cent")
  func pricesUnits() {
    #expect(Money(cents: 333).times(Quantity(thousandths: 1_500)).cents == 500)
    #expect(Money(cents: 1).times(Quantity(thousandths: 499)).cents == 0)
    #expect(Money(cents: 1).times(Quantity(thousandths: 500)).cents == 1)
    #expect(-Money(cents: 5) == Money(cents: -5))
  }
}
