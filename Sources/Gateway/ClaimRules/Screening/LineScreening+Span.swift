import Domain

/// The tests of what changes while a line lasts: coverage, plan year, unpaid premiums, hospice.
///
/// A line has one price, so that one which ends otherwise than it began waits for a person. A stay is
/// judged by the day of admission.
extension LineScreening {
  /// Tests the last day of a line against the span and the plan year in which it begins (rules
  /// `SCREEN-COVERAGE` and `SCREEN-YEAR`).
  mutating func screenLastDay(_ coverage: CoverageFacts.Line) {
    guard !claim.isStay, let last = line.to, let span = coverage.span else { return }
    guard span.contains(last) else {
      screening.pend(.spanCrossesCoverage, line: line.lineNumber, by: ClaimRule.coverage)
      return
    }
    if claim.submitted.kind == .professional, let end = coverage.planYearEnd, last > end {
      screening.deny(line.lineNumber, .planYearCrossed, by: ClaimRule.planYear)
    }
  }

  /// Suspends a line of a day whose premium is unpaid (rule `SCREEN-GRACE`).
  mutating func screenGrace(_ coverage: CoverageFacts.Line) {
    let (number, rule) = (line.lineNumber, ClaimRule.grace)
    if let reason = coverage.gracePhase?.suspension {
      screening.deny(number, reason, by: rule, [TraceStep.Fact("found", "premium unpaid")])
      return
    }
    if coverage.gracePhase == .outcomeUnknown {
      screening.pend(.graceOutcomeUnknown, line: number, by: rule)
      return
    }
    if let until = coverage.graceUntil, line.ends(after: until), !claim.isStay {
      screening.pend(
        .spanCrossesCoverage, line: number, by: rule, [TraceStep.Fact("same_until", until)])
      return
    }
    if coverage.gracePhase == .firstMonth {
      screening.pass(number, rule, [], "paid in the first month of a grace period")
    }
  }

  /// Denies what Medicare itself pays while the member's hospice election lasts (rule
  /// `SCREEN-HOSPICE`).
  mutating func screenHospice(_ row: BenefitRow?, _ coverage: CoverageFacts.Line) {
    let (number, rule) = (line.lineNumber, ClaimRule.hospice)
    switch HospiceFinding.find(line, ofStay: claim.isStay, row, coverage) {
    case .none, .unknown: break
    case .supplemental:
      screening.pass(number, rule, [], "a supplemental benefit, which the plan pays")
    case .crosses: screening.pend(.spanCrossesCoverage, line: number, by: rule)
    case .leftToMedicare: screening.deny(number, .hospice, by: rule)
    }
  }
}

extension SubmittedClaim.Line {
  /// Whether it lasts beyond `day`.
  func ends(after day: Day) -> Bool {
    (to ?? from).map { $0 > day } ?? false
  }
}
