package import Domain

/// What follows for a claim once authorization has answered.
package enum HoldScreening {
  /// What authorization was asked about one line.
  package struct Need: Hashable, Sendable {
    /// The line's number in the claim.
    package let lineNumber: Int
    /// Whether an approved authorization is needed.
    package let isAuthorizationRequired: Bool
    /// Whether one was looked for without being needed.
    package let isAuthorizationOptional: Bool
    /// Whether a referral is needed.
    package let isReferralRequired: Bool
    /// The days of the stay, when the line is the whole of an inpatient claim.
    package let daysOfStay: Int?
    /// Whether an emergency led to the stay.
    package let isEmergencyStay: Bool

    /// Makes a need.
    package init(
      lineNumber: Int, isAuthorizationRequired: Bool, isAuthorizationOptional: Bool = false,
      isReferralRequired: Bool, daysOfStay: Int? = nil, isEmergencyStay: Bool = false
    ) {
      self.lineNumber = lineNumber
      self.isAuthorizationRequired = isAuthorizationRequired
      self.isAuthorizationOptional = isAuthorizationOptional
      self.isReferralRequired = isReferralRequired
      self.daysOfStay = daysOfStay
      self.isEmergencyStay = isEmergencyStay
    }
  }

  /// The reasons for which a person must decide: a referral that cannot be tested, a line of which
  /// authorization did not say what it was asked, a stay that it covers in part, what stands without a
  /// letter of agreement that does not count, and what a line needs that no line includes any more.
  package static func pends(
    needs: [Need], hold: HoldFacts, lines: AnsweredLines
  ) -> [Pend] {
    let answers = Dictionary(
      hold.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    let ofAnswers = needs.compactMap { need -> Pend? in
      guard lines.reasons(of: need.lineNumber).isEmpty else { return nil }
      return pend(need, answers[need.lineNumber])
    }
    return ofAnswers + lines.pends
  }

  private static func pend(_ need: Need, _ answer: HoldFacts.Line?) -> Pend? {
    guard let answer,
      !(need.isAuthorizationRequired || need.isAuthorizationOptional)
        || answer.authorization != .notNeeded,
      !need.isReferralRequired || answer.referral != .notNeeded
    else { return Pend(.answerIncomplete, line: need.lineNumber) }
    if isUnclear(need, answer) { return Pend(.institutionalPricing, line: need.lineNumber) }
    return answer.referral == .uncertain
      ? Pend(.primaryCareUnknown, line: need.lineNumber) : nil
  }

  /// Whether a stay is authorized for some of its days only, or began as an emergency, which needs no
  /// authorization, and went on without one (rule `STAY-7`).
  private static func isUnclear(_ need: Need, _ answer: HoldFacts.Line) -> Bool {
    guard let days = need.daysOfStay, need.isAuthorizationRequired else { return false }
    guard answer.authorization == .held else { return need.isEmergencyStay }
    return answer.held < Quantity(units: days)
  }
}
