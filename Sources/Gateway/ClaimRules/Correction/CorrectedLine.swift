import Domain

/// A line of a decided claim, beside what is known of its day now (rules `CORRECT-1` and `CORRECT-3`).
struct CorrectedLine {
  private let line: SubmittedClaim.Line
  private let claim: SubmittedClaim
  private let denial: Reason?
  private let then: CoverageFacts.Line
  private let now: CoverageFacts.Line
  private let row: BenefitRow?

  /// Finds what is known of `line`; nothing when it was not decided, or one of the answers leaves it
  /// out.
  init?(
    _ line: SubmittedClaim.Line, of decided: CoverageCorrection.Decided, now: CoverageFacts
  ) {
    let number = line.lineNumber
    guard let denial = decided.denials[number],
      let then = decided.coverage.lines.first(where: { $0.lineNumber == number }),
      let current = now.lines.first(where: { $0.lineNumber == number })
    else { return nil }
    let role = decided.contract.lines.first { $0.lineNumber == number }?.providerRole
    self.line = line
    self.denial = denial
    self.then = then
    self.now = current
    claim = decided.claim
    row = role.flatMap { BenefitRow.applying(to: $0, in: current.benefits) }
  }

  /// Whether it was decided to wait for a premium.
  var isWaiting: Bool { denial?.isSuspension ?? false }

  /// What makes another decision of the line certain; nothing when it stands.
  var cause: CoverageCorrection.Cause? {
    switch now.status {
    case .notEvaluated: nil
    case .beforeFirstDay, .afterLastDay, .lapsed: causeOfLoss
    case .covered: then.status == .covered ? causeWhileCovered : causeOfEnrollment
    }
  }

  /// Of a day that is not covered: only what was covered, and is paid or waits, was lost.
  private var causeOfLoss: CoverageCorrection.Cause? {
    guard then.status == .covered, denial.map(\.isSuspension) ?? true else { return nil }
    return now.gracePhase == .ended ? .premiumNotPaid : .terminated
  }

  /// Of a day that was not covered and is now: only what was denied for that.
  private var causeOfEnrollment: CoverageCorrection.Cause? {
    switch denial {
    case .beforeCoverage, .afterCoverage, .coverageLapsed, .memberNotFound: .enrolled
    default: nil
    }
  }

  private var causeWhileCovered: CoverageCorrection.Cause? {
    switch denial {
    case nil: isLeftToMedicare ? .hospiceElection : isSuspended ? .premiumUnpaid : nil
    case .hospice: isHospiceOver ? .hospiceElection : nil
    case .premiumUnpaid, .premiumUnpaidSmallGroup: causeOfSuspension
    default: nil
    }
  }

  /// Of a line that waits for a premium: it waits on while nobody knows how the period ended.
  private var causeOfSuspension: CoverageCorrection.Cause? {
    switch now.gracePhase {
    case nil, .firstMonth: .premiumPaid
    case .laterMonth, .smallGroup: now.gracePhase?.suspension == denial ? nil : .premiumUnpaid
    case .outcomeUnknown, .ended: nil
    }
  }

  private var isSuspended: Bool { now.gracePhase?.suspension != nil }

  private var hospice: HospiceFinding { HospiceFinding.find(line, ofStay: claim.isStay, row, now) }

  private var isLeftToMedicare: Bool {
    if case .leftToMedicare = hospice { true } else { false }
  }

  private var isHospiceOver: Bool {
    switch hospice {
    case .none, .supplemental, .crosses: true
    case .unknown, .leftToMedicare: false
    }
  }
}
