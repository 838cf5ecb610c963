package import Domain

/// Whether a decided claim is to be decided anew because its member's coverage changed.
package enum CoverageCorrection {
  /// How many days after its payment a claim may be taken back, where no contract says otherwise (rule
  /// `CORRECT-2`).
  package static let takeBackDays = 365

  /// What is to be done about a decided claim.
  package enum Outcome: Hashable, Sendable {
    /// The decision stands.
    case stands
    /// Take it back and decide it anew: a line that was covered is not any more.
    case correct
    /// A line is not covered any more, but the claim was paid too long ago to be taken back.
    case tooLate
  }

  /// Compares what coverage said when the claim was decided with what it says now (rule `CORRECT-1`).
  ///
  /// Only a line that was covered and is known not to be any more counts. What is not known now, such
  /// as a member who cannot be found, changes nothing: it waits for a person to look.
  ///
  /// - Parameters:
  ///   - payable: The lines of the decision that are not denied.
  ///   - paidOn: The day on which the payment of the decision was released; absent while it is not.
  package static func evaluate(
    then: CoverageFacts, now: CoverageFacts, payable: Set<Int>, paidOn: Day?, today: Day
  ) -> Outcome {
    guard now.match == .matched, now.memberID == then.memberID else { return .stands }
    let covered = Set(then.lines.filter { $0.status == .covered }.map(\.lineNumber))
    let isLost = now.lines.contains { line in
      line.isKnownUncovered && covered.contains(line.lineNumber)
        && payable.contains(line.lineNumber)
    }
    guard isLost else { return .stands }
    guard let paidOn else { return .correct }
    return today <= paidOn.adding(days: takeBackDays) ? .correct : .tooLate
  }
}

extension CoverageFacts.Line {
  /// Whether its day is known not to be covered.
  fileprivate var isKnownUncovered: Bool {
    switch status {
    case .beforeFirstDay, .afterLastDay, .lapsed: true
    case .covered, .notEvaluated: false
    }
  }
}
