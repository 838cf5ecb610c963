import ClaimRules
import Domain
import Testing

@Suite("Whether a change of coverage corrects a decided claim")
struct CoverageCorrectionTests {
  private static let today = Day(number: 20_700)

  private func facts(
    _ statuses: [CoverageFacts.Line.Status], member: String = "M1",
    match: CoverageFacts.Match = .matched
  ) -> CoverageFacts {
    CoverageFacts(
      match: match, memberID: member,
      lines: statuses.enumerated().map { index, status in
        CoverageFacts.Line(lineNumber: index + 1, status: status)
      })
  }

  private func outcome(
    _ now: CoverageFacts, payable: Set<Int> = [1, 2], paidOn: Day? = nil
  ) -> CoverageCorrection.Outcome {
    CoverageCorrection.evaluate(
      then: facts([.covered, .covered]), now: now, payable: payable, paidOn: paidOn,
      today: CoverageCorrectionTests.today)
  }

  @Test(
    "CORRECT-1: one line that is known not to be covered any more is enough",
    arguments: [
      CoverageFacts.Line.Status.beforeFirstDay, .afterLastDay, .lapsed,
    ])
  func lost(status: CoverageFacts.Line.Status) {
    #expect(outcome(facts([.covered, status])) == .correct)
    #expect(outcome(facts([.covered, status]), payable: [1]) == .stands)
  }

  @Test("CORRECT-1: what is not known now changes nothing")
  func unknown() {
    #expect(outcome(facts([.covered, .covered])) == .stands)
    #expect(outcome(facts([.notEvaluated, .notEvaluated])) == .stands)
    for match in CoverageFacts.Match.allCases where match != .matched {
      #expect(outcome(facts([.lapsed, .lapsed], match: match)) == .stands)
    }
    #expect(outcome(facts([.lapsed, .lapsed], member: "M2")) == .stands)
  }

  @Test("CORRECT-2: what was paid is taken back for 365 days")
  func window() {
    let lost = facts([.lapsed, .lapsed])
    let today = CoverageCorrectionTests.today
    #expect(outcome(lost, paidOn: today.adding(days: -365)) == .correct)
    #expect(outcome(lost, paidOn: today.adding(days: -366)) == .tooLate)
  }
}
