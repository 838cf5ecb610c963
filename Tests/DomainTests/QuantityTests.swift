import Domain
import Testing

@Suite("A quantity is whole thousandths")
struct QuantityTests {
  @Test(
    "Decimal text is read exactly or not at all",
    arguments: [
      ("1", 1_000), ("0.5", 500), ("2.125", 2_125), (".001", 1), ("1.5000", 1_500), ("0", 0),
      ("999999.999", 999_999_999),
    ] as [(String, Int64)])
  func reads(text: String, thousandths: Int64) {
    #expect(Quantity(decimal: text)?.thousandths == thousandths)
  }

  @Test(
    "A negative quantity, one beyond the limit and other text are refused",
    arguments: ["-1", "1000000", "1.0001", "", "one", "1e3", "٣", "9999999999999999"])
  func refuses(text: String) {
    #expect(Quantity(decimal: text) == nil)
  }

  @Test("The edge refuses what is negative or beyond the limit")
  func checked() {
    #expect(Quantity(checkedThousandths: -1) == nil)
    #expect(Quantity(checkedThousandths: .min) == nil)
    #expect(Quantity(checkedThousandths: .max) == nil)
    #expect(Quantity(checkedThousandths: 0) == .zero)
    #expect(Quantity(checkedThousandths: Quantity.limit.thousandths) == .limit)
  }

  @Test(
    "It prints without needless decimals",
    arguments: [
      (2_000, "2"), (10_000, "10"), (100_500, "100.5"), (500, "0.5"), (1_250, "1.25"), (1, "0.001"),
      (0, "0"), (-1_500, "-1.5"),
      (.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func prints(thousandths: Int64, text: String) {
    #expect(Quantity(thousandths: thousandths).description == text)
  }

  @Test("It is added, subtracted and compared")
  func arithmetic() {
    #expect(Quantity(units: 2) + Quantity(thousandths: 500) == Quantity(thousandths: 2_500))
    #expect(Quantity(units: 2) - Quantity(units: 3) < .zero)
  }
}

@Suite("A rate is whole basis points")
struct BasisPointsTests {
  @Test("The edge refuses what is not 0 to 100 percent")
  func checked() {
    #expect(BasisPoints(checked: -1) == nil)
    #expect(BasisPoints(checked: 10_001) == nil)
    #expect(BasisPoints(checked: .max) == nil)
    #expect(BasisPoints(checked: 10_000) == .whole)
  }

  @Test("It prints as a percentage", arguments: [(200, "2 %"), (8_750, "87.5 %"), (1, "0.01 %")])
  func prints(value: Int32, text: String) {
    #expect(BasisPoints(value).description == text)
  }
}
