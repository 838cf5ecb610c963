import Domain
import PaymentRules
import Testing

@Suite("Modifiers change the price")
struct ModifierTests {
  private func line(_ fee: Int64, _ modifiers: String...) -> LineFixture {
    LineFixture(900_000, fee: fee).with { $0.modifiers = modifiers }
  }

  private func prices(_ lines: LineFixture...) throws -> [Int64] {
    try ClaimFixture(lines).decide().lines.map(\.allowed.cents)
  }

  private func code(_ lines: LineFixture...) -> AdjudicationError.Code? {
    do {
      _ = try ClaimFixture(lines).decide()
      return nil
    } catch { return error.code }
  }

  @Test(
    "PRICE-6: each modifier takes its share of the fee",
    arguments: [
      ("50", 15_000), ("62", 6_250), ("80", 1_600), ("81", 1_600), ("82", 1_600), ("AS", 1_360),
      ("51", 10_000), ("25", 10_000), ("59", 10_000), ("93", 10_000), ("95", 10_000),
    ] as [(String, Int64)])
  func shares(modifier: String, cents: Int64) throws {
    #expect(try prices(line(10_000, modifier)) == [cents])
  }

  @Test("PRICE-6: a modifier counts once, however often it is billed")
  func repeated() throws {
    #expect(try prices(line(10_000, "50", "50")) == [15_000])
  }

  @Test("PRICE-6: all percentages are multiplied and rounded once, not one by one")
  func roundedOnce() throws {
    // 0.09 × 150 % × 62.5 % = 0.084375: 0.08. One by one: 0.14 × 62.5 % = 0.0875, so 0.09.
    #expect(try prices(line(9, "50", "62")) == [8])
  }

  @Test("PRICE-6: half a cent is rounded up")
  func ties() throws {
    #expect(try prices(line(1, "50")) == [2])
    #expect(try prices(line(3, "50")) == [5])
    // 0.04 × 62.5 % = 0.025.
    #expect(try prices(line(4, "62")) == [3])
  }

  @Test("PRICE-6: a contract's share is multiplied before the rounding, too")
  func shareOfSchedule() throws {
    let shared = line(12_536, "50").with {
      $0.method = .percentOfSchedule
      $0.baseFee = 14_327
      $0.percent = BasisPoints(8_750)
    }
    // 143.27 × 87.5 % × 150 % = 188.041875; from the rounded 125.36 it would be 188.04 as well.
    #expect(try prices(shared) == [18_804])
    let odd = line(1, "50").with {
      $0.method = .percentOfSchedule
      $0.baseFee = 1
      $0.percent = BasisPoints(9_000)
    }
    // 0.01 × 90 % × 150 % = 0.0135: 0.01; from the rounded 0.01 it would be 0.02.
    #expect(try prices(odd) == [1])
  }

  @Test("PRICE-6: the fee is rounded for a unit, before the units")
  func units() throws {
    // 0.07 × 62.5 % = 0.04375: 0.04 a unit, 0.12 for three; 0.13 if the line were rounded.
    #expect(try prices(line(7, "62").units(3)) == [12])
  }

  @Test("PRICE-6: a modifier for which the schedule has a row is in the fee already")
  func ownRow() throws {
    for modifier in ["50", "62", "80", "AS", "26", "TC"] {
      let row = line(6_000, modifier).with { $0.feeModifier = modifier }
      #expect(try prices(row) == [6_000])
    }
    let both = line(6_000, "26", "50").with { $0.feeModifier = "26" }
    #expect(try prices(both) == [9_000])
  }

  @Test("PRICE-6: what a person must price is refused, never guessed")
  func refused() {
    for modifier in ["22", "52", "53", "26", "TC"] {
      #expect(code(line(100, modifier)) == .manualPricing)
    }
    #expect(code(line(100, "80", "62")) == .manualPricing)
    #expect(code(line(100, "80", "AS")) == .manualPricing)
    #expect(code(line(100, "50").units(2)) == .manualPricing)
    #expect(code(line(100, "22").denied(.duplicate)) == nil)
  }

  @Test("PRICE-6: a fee that is not the share its contract names is refused")
  func contradiction() {
    let wrong = line(12_537).with {
      $0.baseFee = 14_327
      $0.percent = BasisPoints(8_750)
    }
    #expect(code(wrong) == .factsContradict)
  }

  @Test("PRICE-6: a fee beyond the limit is refused and does not trap")
  func limit() {
    let most = Money.limit.cents
    #expect(code(line(most, "50")) == .amountOutOfRange)
    let shared = line(most, "50").with {
      $0.baseFee = most
      $0.percent = .whole
    }
    #expect(code(shared) == .amountOutOfRange)
    #expect(code(line(100).with { $0.percent = BasisPoints(100_001) }) == .amountOutOfRange)
    #expect(code(line(100).with { $0.percent = BasisPoints(-1) }) == .amountOutOfRange)
    #expect(code(line(100).with { $0.baseFee = -1 }) == .factsContradict)
  }

  @Test("PRICE-6: the step names the fee, each percentage and what came of it")
  func step() throws {
    let trace = try ClaimFixture(line(10_000, "50", "RT")).decide().trace
    let step = try #require(trace.first { $0.rule.name == "PRICE-6" })
    #expect(
      step.facts.map { "\($0.name)=\($0.value)" } == ["base_fee=100.00", "modifier_50=150 %"])
    #expect(step.before == Money(cents: 10_000))
    #expect(step.after == Money(cents: 15_000))
    #expect(try !ClaimFixture(line(10_000)).decide().trace.contains { $0.rule.name == "PRICE-6" })
  }

  @Test("PRICE-4: the fee that bounds the copay of a capitated line is that of its modifiers")
  func capitated() throws {
    let assisted = LineFixture(18_500, fee: 10_000).capitated().copay(2_500).modified("80")
    #expect(
      try ClaimFixture(assisted).decide().lines[0].printed == "CO-24 169.00; PR-3 16.00 -> 0.00")
  }

  @Test("PRICE-8: a share of the charge is rounded half-up once for the line")
  func shareOfCharge() throws {
    func shared(_ charge: Int64, _ rate: Int32) -> LineFixture {
      LineFixture(charge).with {
        $0.method = .percentOfCharges
        $0.percent = BasisPoints(rate)
      }
    }
    #expect(
      try ClaimFixture(shared(33_333, 6_000)).decide().lines[0].printed
        == "CO-45 133.33 -> 200.00")
    #expect(try prices(shared(1, 5_000)) == [1])
    #expect(try prices(shared(33, 4_500).units(7)) == [15])
    #expect(try prices(shared(10_000, 6_000).modified("50", "80", "26")) == [6_000])
    #expect(try prices(shared(10_000, 12_000)) == [10_000])
    #expect(try prices(shared(10_000, 12_000).with { $0.isLesserOf = false }) == [12_000])
    #expect(code(shared(10_000, 6_000).modified("52")) == .manualPricing)
    #expect(code(shared(1, 4_999)) == .allowedZero)
    #expect(code(shared(10_000, 6_000).with { $0.percent = nil }) == .factsIncomplete)
    #expect(try prices(shared(0, 6_000)) == [0])
  }

  @Test("PRICE-8: after a cut-back the share is taken of what is left of the charge")
  func shareAfterCutBack() throws {
    let cut = LineFixture(10_000).units(4).with {
      $0.method = .percentOfCharges
      $0.percent = BasisPoints(6_000)
      $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .held, held: Quantity(units: 3))
    }
    #expect(
      try ClaimFixture(cut).decide().lines[0].printed == "CO-198 25.00; CO-45 30.00 -> 45.00")
  }

  @Test("PRICE-1: a rate a unit is multiplied by the units that are billed")
  func perUnit() throws {
    #expect(try prices(line(3_015).units(3).with { $0.method = .perUnit }) == [9_045])
    #expect(code(LineFixture(100).with { $0.method = .perUnit }) == .factsIncomplete)
  }
}
