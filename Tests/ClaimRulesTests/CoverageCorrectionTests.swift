import ClaimRules
import Domain
import Testing

@Suite("Whether a change of coverage corrects a decided claim")
struct CoverageCorrectionTests {
  private static let today = Day(number: 20_700)

  private func facts(
    _ statuses: [CoverageFacts.Line.Status], member: String = "M1",
    match: CoverageFacts.Match = .matched, _ change: (inout CoverageFacts.Line) -> Void = { _ in }
  ) -> CoverageFacts {
    CoverageFacts(
      match: match, memberID: member,
      lines: statuses.enumerated().map { index, status in
        var line = Fixture.covered(index + 1, product: Fixture.product(.medicareAdvantage))
        line.status = status
        change(&line)
        return line
      })
  }

  private func outcome(
    _ now: CoverageFacts, then: CoverageFacts? = nil, denials: [Int: Reason?] = [1: nil, 2: nil],
    paidOn: Day? = nil
  ) -> CoverageCorrection.Outcome {
    let decided = CoverageCorrection.Decided(
      claim: Fixture.claim(lines: 2), coverage: then ?? facts([.covered, .covered]),
      contract: ContractFacts(lines: [Fixture.contracted(1), Fixture.contracted(2)]),
      denials: denials, paidOn: paidOn)
    return CoverageCorrection.evaluate(
      decided, now: now, today: CoverageCorrectionTests.today)
  }

  @Test(
    "CORRECT-1: one line that is known not to be covered any more is enough",
    arguments: [
      CoverageFacts.Line.Status.beforeFirstDay, .afterLastDay, .lapsed,
    ])
  func lost(status: CoverageFacts.Line.Status) {
    #expect(outcome(facts([.covered, status])) == .correct(.terminated))
    #expect(outcome(facts([.covered, status]), denials: [1: nil, 2: .late]) == .stands)
  }

  @Test(
    "CORRECT-1: what was denied for want of coverage is decided anew once its day is covered",
    arguments: [
      (CoverageFacts.Line.Status.beforeFirstDay, Reason.beforeCoverage),
      (.afterLastDay, .afterCoverage), (.lapsed, .coverageLapsed),
    ])
  func enrolled(status: CoverageFacts.Line.Status, reason: Reason) {
    let then = facts([.covered, status])
    let covered = facts([.covered, .covered])
    let denials: [Int: Reason?] = [1: nil, 2: reason]
    #expect(outcome(covered, then: then, denials: denials) == .correct(.enrolled))
    #expect(outcome(covered, then: then, denials: [1: nil, 2: .late]) == .stands)
    #expect(outcome(then, then: then, denials: denials) == .stands)
    let another = facts([.covered, .covered], member: "M2")
    #expect(outcome(another, then: then, denials: denials) == .stands)
  }

  @Test("CORRECT-2: coverage told late is never too late, unless something is taken back too")
  func enrolledLate() {
    let then = facts([.covered, .lapsed])
    let denials: [Int: Reason?] = [1: nil, 2: .coverageLapsed]
    let paidOn = CoverageCorrectionTests.today.adding(days: -366)
    let covered = facts([.covered, .covered])
    #expect(outcome(covered, then: then, denials: denials, paidOn: paidOn) == .correct(.enrolled))
    let turned = facts([.lapsed, .covered])
    #expect(outcome(turned, then: then, denials: denials, paidOn: paidOn) == .tooLate)
    #expect(outcome(turned, then: then, denials: denials) == .correct(.terminated))
  }

  @Test("CORRECT-1: a claim of a member whom nobody knew is decided anew once there is one")
  func known() {
    let then = facts([.notEvaluated, .notEvaluated], member: "", match: .notFound)
    let denials: [Int: Reason?] = [1: .memberNotFound, 2: .memberNotFound]
    let covered = facts([.covered, .covered])
    #expect(outcome(covered, then: then, denials: denials) == .correct(.enrolled))
    #expect(outcome(facts([.lapsed, .lapsed]), then: then, denials: denials) == .stands)
    let uncertain = facts([.notEvaluated, .notEvaluated], member: "", match: .possible)
    #expect(outcome(uncertain, then: then, denials: denials) == .stands)
  }

  @Test("CORRECT-1: what is not known now changes nothing")
  func unknown() {
    #expect(outcome(facts([.covered, .covered])) == .stands)
    #expect(outcome(facts([.notEvaluated, .notEvaluated])) == .stands)
    for match in CoverageFacts.Match.allCases where match != .matched {
      #expect(outcome(facts([.lapsed, .lapsed], match: match)) == .stands)
    }
    #expect(outcome(facts([.lapsed, .lapsed], member: "M2")) == .stands)
    let uncertain = facts([.covered, .covered]) { $0.gracePhase = .outcomeUnknown }
    #expect(outcome(uncertain) == .stands)
    #expect(outcome(uncertain, denials: [1: .premiumUnpaid, 2: .premiumUnpaid]) == .stands)
  }

  @Test("CORRECT-1: an election that is told later takes the payment back")
  func hospice() {
    let elected = facts([.covered, .covered]) { $0.isInHospice = true }
    #expect(outcome(elected) == .correct(.hospiceElection))
    #expect(outcome(elected, denials: [1: .late, 2: .late]) == .stands)
    let supplemental = facts([.covered, .covered]) {
      $0.isInHospice = true
      $0.benefits[0].isSupplemental = true
    }
    #expect(outcome(supplemental) == .stands)
    let commercial = facts([.covered, .covered]) {
      $0.isInHospice = true
      $0.product = Fixture.product(.commercialGroup)
    }
    #expect(outcome(commercial) == .stands)
  }

  @Test("CORRECT-1: an election that is taken back is decided anew")
  func hospiceOver() {
    let elected = facts([.covered, .covered]) { $0.isInHospice = true }
    let denials: [Int: Reason?] = [1: .hospice, 2: .hospice]
    #expect(
      outcome(facts([.covered, .covered]), then: elected, denials: denials)
        == .correct(.hospiceElection))
    #expect(outcome(elected, then: elected, denials: denials) == .stands)
    #expect(outcome(facts([.lapsed, .lapsed]), then: elected, denials: denials) == .stands)
  }

  @Test(
    "CORRECT-1: a grace period that is told later suspends what was paid, but not its first month")
  func graceLater() {
    for phase: GracePhase in [.laterMonth, .smallGroup] {
      let unpaid = facts([.covered, .covered]) { $0.gracePhase = phase }
      #expect(outcome(unpaid) == .correct(.premiumUnpaid), "\(phase)")
    }
    #expect(outcome(facts([.covered, .covered]) { $0.gracePhase = .firstMonth }) == .stands)
  }

  @Test("CORRECT-3: the end of a grace period says how it ended")
  func graceEnds() {
    let unpaid = facts([.covered, .covered]) { $0.gracePhase = .laterMonth }
    let denials: [Int: Reason?] = [1: nil, 2: .premiumUnpaid]
    #expect(
      outcome(facts([.covered, .covered]), then: unpaid, denials: denials)
        == .correct(.premiumPaid))
    #expect(
      outcome(unpaid, then: unpaid, denials: [1: .premiumUnpaid, 2: .premiumUnpaid]) == .stands)
    let ended = facts([.covered, .afterLastDay]) {
      if $0.lineNumber == 2 { $0.gracePhase = .ended }
    }
    #expect(outcome(ended, then: unpaid, denials: denials) == .correct(.premiumNotPaid))
    #expect(
      outcome(facts([.covered, .afterLastDay]), then: unpaid, denials: denials)
        == .correct(.terminated))
  }

  @Test("CORRECT-3: of several causes, a loss of coverage names the correction")
  func causes() {
    let now = facts([.lapsed, .covered]) {
      if $0.lineNumber == 2 { $0.isInHospice = true }
    }
    #expect(outcome(now) == .correct(.terminated))
  }

  @Test("CORRECT-2: what was paid is taken back for 365 days, a premium that is paid counts always")
  func window() {
    let lost = facts([.lapsed, .lapsed])
    let today = CoverageCorrectionTests.today
    #expect(outcome(lost, paidOn: today.adding(days: -365)) == .correct(.terminated))
    #expect(outcome(lost, paidOn: today.adding(days: -366)) == .tooLate)
    let covered = facts([.covered, .covered])
    #expect(
      outcome(
        covered, denials: [1: nil, 2: .premiumUnpaid], paidOn: today.adding(days: -366))
        == .correct(.premiumPaid))
  }

  @Test("CORRECT-2: a line that waits for a premium is never too late, whatever was paid beside it")
  func waitingBesidePaid() {
    let unpaid = facts([.covered, .covered]) { $0.gracePhase = .laterMonth }
    let denials: [Int: Reason?] = [1: nil, 2: .premiumUnpaid]
    let longAgo = CoverageCorrectionTests.today.adding(days: -366)
    func outcome(_ now: CoverageFacts) -> CoverageCorrection.Outcome {
      self.outcome(now, then: unpaid, denials: denials, paidOn: longAgo)
    }
    #expect(outcome(facts([.lapsed, .lapsed])) == .correct(.terminated))
    #expect(outcome(facts([.lapsed, .covered])) == .correct(.terminated))
    #expect(
      outcome(facts([.lapsed, .covered]) { $0.gracePhase = .laterMonth }) == .tooLate)
  }

  @Test("CORRECT-1: another name or birth date does not leave a line waiting for its premium")
  func identityChanged() {
    let unpaid = facts([.covered, .covered]) { $0.gracePhase = .laterMonth }
    func outcome(
      _ now: CoverageFacts, _ denials: [Int: Reason?] = [1: nil, 2: .premiumUnpaid]
    ) -> CoverageCorrection.Outcome {
      self.outcome(now, then: unpaid, denials: denials)
    }
    let paid = facts([.covered, .covered], match: .nameMismatch)
    #expect(outcome(paid) == .correct(.premiumPaid))
    #expect(outcome(paid, [1: nil, 2: nil]) == .stands)
    let lost = facts([.lapsed, .lapsed], match: .nameMismatch)
    #expect(outcome(lost) == .correct(.terminated))
    #expect(outcome(lost, [1: nil, 2: nil]) == .stands)
    let waiting = facts([.covered, .covered], match: .nameMismatch) {
      $0.gracePhase = .laterMonth
    }
    #expect(outcome(waiting, [1: .premiumUnpaid, 2: .premiumUnpaid]) == .stands)
    let born = facts([.notEvaluated, .notEvaluated], member: "", match: .birthDateDiffers)
    #expect(outcome(born) == .correct(.premiumUnpaid))
    #expect(outcome(born, [1: nil, 2: .late]) == .stands)
    let gone = facts([.notEvaluated, .notEvaluated], member: "", match: .notFound)
    #expect(outcome(gone) == .stands)
  }
}
