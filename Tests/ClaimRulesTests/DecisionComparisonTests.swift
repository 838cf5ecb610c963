import ClaimRules
import Domain
import Testing

@Suite("Where a decision and its replay part")
struct DecisionComparisonTests {
  private func step(
    _ rule: String, _ line: Int, _ outcome: String, version: Int = 1
  ) -> TraceStep {
    TraceStep(RuleName(rule, version: version), line: line, outcome: outcome)
  }

  private func line(_ number: Int, paying cents: Int64) -> LineDecision {
    LineDecision(
      lineNumber: number, charge: Money(cents: 1_000), allowed: Money(cents: cents),
      adjustments: [Adjustment(.contractual, "45", Money(cents: 1_000 - cents))])
  }

  @Test("The same decision has no difference")
  func same() {
    let side = DecisionComparison.Side(
      trace: [step("SEQ-2", 1, "2%")], lines: [line(1, paying: 900)])
    #expect(DecisionComparison.differences(stored: side, replayed: side).isEmpty)
  }

  @Test("The first step that differs is named for each line, in the order of the rules")
  func firstStep() {
    let stored = DecisionComparison.Side(
      trace: [
        step("PRICE-1", 2, "fee"), step("SEQ-2", 2, "2%"), step("SEQ-3", 2, "reduced"),
        step("SEQ-2", 1, "2%"),
      ], lines: [])
    let replayed = DecisionComparison.Side(
      trace: [
        step("PRICE-1", 2, "fee"), step("SEQ-2", 2, "3%"), step("SEQ-3", 2, "more reduced"),
        step("SEQ-2", 1, "3%"),
      ], lines: [])
    let found = DecisionComparison.differences(stored: stored, replayed: replayed)
    #expect(found.map(\.lineNumber) == [2, 1])
    #expect(found.map(\.rule?.name) == ["SEQ-2", "SEQ-2"])
    #expect(found.first?.stored == "SEQ-2 v1, 2%" && found.first?.replayed == "SEQ-2 v1, 3%")
  }

  @Test("Another version of a rule is a difference, and so is a step that one side lacks")
  func versionsAndGaps() {
    let stored = DecisionComparison.Side(trace: [step("SEQ-1", 1, "applies")], lines: [])
    let newer = DecisionComparison.Side(
      trace: [step("SEQ-1", 1, "applies", version: 2)], lines: [])
    let longer = DecisionComparison.Side(
      trace: [step("SEQ-1", 1, "applies"), step("SEQ-2", 1, "2%")], lines: [])
    #expect(
      DecisionComparison.differences(stored: stored, replayed: newer).map(\.replayed)
        == ["SEQ-1 v2, applies"])
    let gap = DecisionComparison.differences(stored: stored, replayed: longer)
    #expect(gap.map(\.stored) == [""] && gap.map(\.rule?.name) == ["SEQ-2"])
    let lost = DecisionComparison.differences(stored: longer, replayed: stored)
    #expect(lost.map(\.replayed) == [""] && lost.map(\.rule?.name) == ["SEQ-2"])
  }

  @Test("A step that was put between two others is named by itself, and so is one that is left out")
  func inserted() {
    let short = DecisionComparison.Side(
      trace: [step("SCREEN-COVERAGE", 1, "covered"), step("BEN-2", 1, "a benefit")], lines: [])
    let long = DecisionComparison.Side(
      trace: [
        step("SCREEN-COVERAGE", 1, "covered"), step("LATE-1", 1, "denied"),
        step("BEN-2", 1, "a benefit"),
      ], lines: [])
    let added = DecisionComparison.differences(stored: short, replayed: long)
    #expect(added.map(\.rule?.name) == ["LATE-1"] && added.map(\.stored) == [""])
    let gone = DecisionComparison.differences(stored: long, replayed: short)
    #expect(gone.map(\.rule?.name) == ["LATE-1"] && gone.map(\.replayed) == [""])
  }

  @Test("Amounts that differ without a step are named by line, and not twice beside a step")
  func amounts() {
    let stored = DecisionComparison.Side(
      trace: [step("SEQ-2", 1, "2%")], lines: [line(1, paying: 900), line(2, paying: 900)])
    let replayed = DecisionComparison.Side(
      trace: [step("SEQ-2", 1, "3%")], lines: [line(1, paying: 800), line(2, paying: 800)])
    let found = DecisionComparison.differences(stored: stored, replayed: replayed)
    #expect(found.map(\.lineNumber) == [1, 2])
    #expect(found.last?.rule == nil)
    #expect(found.last?.stored == "allowed 9.00, CO-45 1.00, paid 9.00")
  }

  @Test("At most twenty differences are named")
  func limit() {
    let left = DecisionComparison.Side(
      trace: (1...50).map { step("SEQ-2", $0, "2%") }, lines: [])
    let right = DecisionComparison.Side(trace: [], lines: [])
    #expect(DecisionComparison.differences(stored: left, replayed: right).count == 20)
  }
}
