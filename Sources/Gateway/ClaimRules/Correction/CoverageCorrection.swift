package import Domain

/// Whether a decided claim is to be decided anew because what is known of its member's coverage
/// changed.
package enum CoverageCorrection {
  /// How many days after its payment a claim may be taken back, where no contract says otherwise (rule
  /// `CORRECT-2`).
  package static let takeBackDays = 365

  /// What makes another decision certain, the one that names the correction first (rule `CORRECT-3`).
  package enum Cause: Int, Hashable, Sendable, CaseIterable {
    /// Coverage ended, because a grace period ended without payment.
    case premiumNotPaid
    /// The day is not covered any more.
    case terminated
    /// Hospice was elected for the day, or an election was taken back.
    case hospiceElection
    /// The day lies in a grace period, and the line must wait for the premium.
    case premiumUnpaid
    /// The premium was paid for which the line waits.
    case premiumPaid
    /// The day is covered that was not, or the member is known who was not.
    case enrolled
  }

  /// What is to be done about a decided claim.
  package enum Outcome: Hashable, Sendable {
    /// The decision stands.
    case stands
    /// Take it back and decide it anew.
    case correct(Cause)
    /// It was paid too long ago to be taken back.
    case tooLate
  }

  /// A claim as it was decided.
  package struct Decided: Hashable, Sendable {
    /// The claim.
    package var claim: SubmittedClaim
    /// What eligibility said then.
    package var coverage: CoverageFacts
    /// What the network said then.
    package var contract: ContractFacts
    /// What denied each line; a line that is not denied has no reason, and one that was not decided no
    /// entry.
    package var denials: [Int: Reason?]
    /// The day on which its payment was released; absent while it is not, and when it paid nothing.
    package var paidOn: Day?

    /// Makes a decided claim.
    package init(
      claim: SubmittedClaim, coverage: CoverageFacts, contract: ContractFacts = ContractFacts(),
      denials: [Int: Reason?], paidOn: Day? = nil
    ) {
      self.claim = claim
      self.coverage = coverage
      self.contract = contract
      self.denials = denials
      self.paidOn = paidOn
    }

    /// Whether a line waits for a premium.
    fileprivate var isWaiting: Bool { denials.values.contains { $0?.isSuspension ?? false } }
  }

  /// Compares what coverage said when the claim was decided with what it says now (rule `CORRECT-1`).
  ///
  /// Only what is known counts. What is not known now, such as a member who cannot be found, changes
  /// nothing: it waits for a person to look. A member who could not be found then is whom the claim
  /// names now. What becomes of a line that waits for a premium is never too late, and is told also of
  /// a member whose name or birth date is another now: nobody looks at a claim that waits for a
  /// premium, and its correction waits for a person where it must.
  package static func evaluate(
    _ decided: Decided, now: CoverageFacts, today: Day
  ) -> Outcome {
    let lines = decided.claim.parts.compactMap { CorrectedLine($0, of: decided, now: now) }
    let isWaitOver = lines.contains { $0.isWaiting && $0.cause != nil }
    let isSameMember =
      now.memberID == decided.coverage.memberID || decided.coverage.match == .notFound
    switch now.match {
    case .matched where isSameMember: break
    case .nameMismatch where isSameMember && isWaitOver: break
    case .birthDateDiffers where decided.isWaiting: return .correct(.premiumUnpaid)
    default: return .stands
    }
    let causes = lines.compactMap(\.cause)
    guard let cause = causes.min(by: { $0.rawValue < $1.rawValue }) else { return .stands }
    let isTakingBack = causes.contains { $0 != .enrolled }
    guard !isWaitOver, isTakingBack, let paidOn = decided.paidOn else { return .correct(cause) }
    return today <= paidOn.adding(days: takeBackDays) ? .correct(cause) : .tooLate
  }
}
