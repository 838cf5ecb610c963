import Domain
import PaymentRules
import Testing

@Suite("Procedures of one day are ranked by their fees")
struct MultipleProcedureTests {
  private func line(_ fee: Int64, _ modifiers: String...) -> LineFixture {
    LineFixture(900_000, fee: fee).with { $0.modifiers = modifiers }
  }

  private func marked(_ fee: Int64, _ modifiers: String...) -> LineFixture {
    LineFixture(900_000, fee: fee).with {
      $0.modifiers = modifiers
      $0.isMultipleProcedure = true
    }
  }

  private func prices(_ lines: LineFixture...) throws -> [Int64] {
    try ClaimFixture(lines).decide().lines.map(\.allowed.cents)
  }

  @Test("PRICE-7: the largest fee is paid whole, each further one at half")
  func ranked() throws {
    #expect(
      try prices(line(30_000, "51"), line(50_000), line(10_001, "51"), line(20_000, "51"))
        == [15_000, 50_000, 5_001, 10_000])
  }

  @Test("PRICE-7: the rank follows the fee and not the modifier")
  func rankedByFee() throws {
    #expect(try prices(line(12_000), line(15_000, "51")) == [6_000, 15_000])
  }

  @Test("PRICE-7: of equal fees the lower line number comes first")
  func ties() throws {
    #expect(try prices(line(10_000, "51"), line(10_000, "51")) == [10_000, 5_000])
    #expect(try prices(line(10_000, "51"), line(10_000)) == [10_000, 5_000])
  }

  @Test("PRICE-7: a line alone in its day, with its provider or after a denial is paid whole")
  func alone() throws {
    #expect(try prices(line(10_000, "51")) == [10_000])
    let otherDay = line(20_000).on("2026-03-11")
    #expect(try prices(line(10_000, "51"), otherDay) == [10_000, 20_000])
    let otherProvider = line(20_000).with { $0.renderingNPI = "1111111112" }
    #expect(try prices(line(10_000, "51"), otherProvider) == [10_000, 20_000])
    let denied = line(20_000).denied(.duplicate)
    #expect(try prices(line(10_000, "51"), denied) == [10_000, 0])
  }

  @Test("PRICE-7: a denied line leaves its place to the next")
  func movesUp() throws {
    let denied = line(50_000).denied(.duplicate)
    #expect(try prices(denied, line(30_000, "51"), line(20_000, "51")) == [0, 30_000, 10_000])
  }

  @Test("PRICE-7: a visit beside a procedure takes no part, nor does a line beside the head")
  func visits() throws {
    #expect(
      try prices(line(25_000, "25"), line(12_000), line(9_000, "51")) == [25_000, 12_000, 4_500])
    #expect(try prices(line(25_000, "25"), line(9_000, "51")) == [25_000, 9_000])
    #expect(
      try prices(line(300), line(12_000), line(9_000, "51")) == [300, 12_000, 4_500])
  }

  @Test("PRICE-7: where the schedule marks procedures, its marks and modifier 51 decide")
  func marks() throws {
    #expect(try prices(marked(10_000), marked(20_000)) == [5_000, 20_000])
    #expect(
      try prices(line(30_000), marked(10_000), line(5_000, "51"), marked(20_000))
        == [30_000, 5_000, 2_500, 20_000])
    #expect(try prices(marked(10_000), line(30_000)) == [10_000, 30_000])
  }

  @Test("PRICE-7: no mark and no modifier, no reduction")
  func unmarked() throws {
    #expect(try prices(line(10_000), line(20_000)) == [10_000, 20_000])
  }

  @Test("PRICE-7: a fee that is the row of modifier 51 is reduced already")
  func ownRow() throws {
    let row = marked(5_000, "51").with { $0.feeModifier = "51" }
    #expect(try prices(row, line(20_000)) == [5_000, 20_000])
  }

  @Test("PRICE-7: both sides count as one amount in the rank, and the reduction comes on top")
  func bilateral() throws {
    #expect(try prices(line(12_000, "50", "51"), line(15_000)) == [18_000, 7_500])
    // 0.03 × 150 % × 50 % = 0.0225: 0.02; rounded twice it would be 0.03.
    #expect(try prices(line(100), line(3, "50", "51")) == [100, 2])
  }

  @Test("PRICE-7: a capitated line and a share of the charge are no part of the rank")
  func otherMethods() throws {
    let capitated = line(90_000).capitated()
    let charged = LineFixture(90_000).with {
      $0.method = .percentOfCharges
      $0.percent = BasisPoints(5_000)
      $0.modifiers = ["51"]
    }
    #expect(try prices(capitated, line(10_000, "51"), charged) == [0, 10_000, 45_000])
  }

  @Test("PRICE-7: the step names the place among the procedures of the day")
  func step() throws {
    let trace = try ClaimFixture(line(10_000, "51"), line(20_000)).decide().trace
    let steps = trace.filter { $0.rule.name == "PRICE-7" }
    #expect(steps.map(\.outcome) == ["50 % of the fee", "100 % of the fee"])
    #expect(steps.first?.facts.last?.value == "2")
  }
}
