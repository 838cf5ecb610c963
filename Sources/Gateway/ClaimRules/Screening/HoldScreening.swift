package import Domain

/// What follows for a claim once authorization has answered.
package enum HoldScreening {
  /// What authorization was asked about one line.
  package struct Need: Hashable, Sendable {
    /// The line's number in the claim.
    package let lineNumber: Int
    /// Whether an approved authorization is needed.
    package let isAuthorizationRequired: Bool
    /// Whether a referral is needed.
    package let isReferralRequired: Bool

    /// Makes a need.
    package init(lineNumber: Int, isAuthorizationRequired: Bool, isReferralRequired: Bool) {
      self.lineNumber = lineNumber
      self.isAuthorizationRequired = isAuthorizationRequired
      self.isReferralRequired = isReferralRequired
    }
  }

  /// The reasons for which a person must decide: a referral that cannot be tested, or a line of which
  /// authorization did not say what it was asked.
  ///
  /// - Parameter reasons: Reasons by which lines are denied already; such a line is not pended.
  package static func pends(
    needs: [Need], hold: HoldFacts, reasons: [Int: [Reason]]
  ) -> [Pend] {
    let answers = Dictionary(
      hold.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    return needs.compactMap { need in
      guard reasons[need.lineNumber]?.isEmpty != false else { return nil }
      return pend(need, answers[need.lineNumber])
    }
  }

  private static func pend(_ need: Need, _ answer: HoldFacts.Line?) -> Pend? {
    guard let answer,
      !need.isAuthorizationRequired || answer.authorization != .notNeeded,
      !need.isReferralRequired || answer.referral != .notNeeded
    else { return Pend(.answerIncomplete, line: need.lineNumber) }
    return answer.referral == .uncertain
      ? Pend(.primaryCareUnknown, line: need.lineNumber) : nil
  }
}
