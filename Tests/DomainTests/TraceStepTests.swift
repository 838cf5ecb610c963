import Domain
import Testing

@Suite("Steps of a trace")
struct TraceStepTests {
  private static func step(
    rule: String = "R", version: Int = 1, line: Int = 1, fact: String = "f", before: Money? = nil,
    after: Money? = Money(cents: 5), outcome: String = "done", codes: [String] = ["CO-45"]
  ) -> TraceStep {
    TraceStep(
      RuleName(rule, version: version), line: line, facts: [TraceStep.Fact(fact, 1)],
      before: before, after: after, outcome: outcome, codes: codes)
  }

  @Test("Two steps that say the same are equal, and have the same hash")
  func same() {
    #expect(TraceStepTests.step() == TraceStepTests.step())
    #expect(TraceStepTests.step() !== TraceStepTests.step())
    #expect(TraceStepTests.step().hashValue == TraceStepTests.step().hashValue)
  }

  @Test(
    "A step that differs in any one thing is another",
    arguments: [
      step(rule: "S"), step(version: 2), step(line: 2), step(fact: "g"), step(before: .zero),
      step(after: nil), step(outcome: "not done"), step(codes: []),
    ])
  func different(other: TraceStep) {
    #expect(TraceStepTests.step() != other)
  }
}
