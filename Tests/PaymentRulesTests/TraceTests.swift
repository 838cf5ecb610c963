import Domain
import PaymentRules
import Testing

@Suite("A trace explains a decision")
struct TraceTests {
  private func names(_ decision: ClaimDecision, line: Int) -> [String] {
    decision.trace.filter { $0.lineNumber == line }.map(\.rule.name)
  }

  @Test("The steps of a paid line name every rule that was applied, in order")
  func paidLine() throws {
    let line = LineFixture(15_000, fee: 10_000).deductible().coinsurance(2000).passThrough()
    let decision = try ClaimFixture(line).business(.medicareAdvantage).deductibleLeft(5000)
      .decide()
    #expect(
      names(decision, line: 1) == [
        "PRICE-1", "PRICE-2", "PRICE-3", "SHARE-3", "SHARE-4", "SHARE-5", "ACC-1", "SEQ-1",
        "SEQ-2", "SEQ-3",
      ])
    #expect(names(decision, line: 0) == ["STATUS-1"])
  }

  @Test("The amounts before and after lead from the charge to the payment")
  func amounts() throws {
    let line = LineFixture(15_000, fee: 10_000).deductible().coinsurance(2000).passThrough()
    let decision = try ClaimFixture(line).business(.medicareAdvantage).deductibleLeft(5000)
      .decide()
    func change(_ rule: String) -> [Int64?] {
      decision.trace.filter { $0.rule.name == rule }
        .flatMap { [$0.before?.cents, $0.after?.cents] }
    }
    #expect(change("PRICE-3") == [15_000, 10_000])
    #expect(change("SHARE-3") == [10_000, 5_000])
    #expect(change("SHARE-4") == [5_000, 4_000])
    #expect(change("SEQ-3") == [4_000, 3_920])
  }

  @Test("A cut-back, a copay per visit, capitation and a denial are each explained")
  func otherRules() throws {
    let cut = LineFixture(24_000, fee: 3_000).units(4).with {
      $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .held, held: Quantity(units: 2))
    }
    let decision = try ClaimFixture(
      cut, LineFixture(18_500).capitated().copay(2_500),
      LineFixture(25_000, fee: 18_000).with { $0.benefit.isPreventive = true },
      LineFixture(100).denied(.duplicate)
    ).decide()
    #expect(names(decision, line: 1).first == "PRICE-5")
    #expect(
      names(decision, line: 2) == ["SHARE-2", "SHARE-1", "SHARE-5", "PRICE-4", "ACC-1"])
    #expect(names(decision, line: 3).contains("SHARE-6"))
    #expect(names(decision, line: 4) == ["OUT-1", "DENY-1"])
    #expect(names(decision, line: 0) == ["SHARE-7", "STATUS-1"])
  }

  @Test("Every code on a line stands in the step of the rule that set it")
  func codes() throws {
    for golden in GoldenClaim.all {
      let decision = try golden.claim.decide()
      for line in decision.lines {
        let explained = Set(
          decision.trace.filter { $0.lineNumber == line.lineNumber }.flatMap(\.codes))
        let carried = Set(line.adjustments.map(\.label) + line.remarks)
        #expect(carried.isSubset(of: explained), "\(golden.id)")
      }
    }
  }

  @Test("No step names a member or a family")
  func noMemberData() throws {
    for golden in GoldenClaim.all {
      for step in try golden.claim.decide().trace {
        #expect(step.facts.allSatisfy { $0.value != "M1" && $0.value != "F1" }, "\(golden.id)")
      }
    }
  }
}
