package import Domain

/// What follows for a claim once authorization has answered.
package enum HoldScreening {
  /// The reasons for which a person must decide: a referral that cannot be tested, or a line that
  /// authorization left out.
  ///
  /// - Parameters:
  ///   - lines: The lines that authorization was asked about.
  ///   - reasons: Reasons by which lines are denied already.
  package static func pends(
    lines: [Int], hold: HoldFacts, reasons: [Int: [Reason]]
  ) -> [Pend] {
    let answers = Dictionary(
      hold.lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    return lines.compactMap { number in
      guard reasons[number]?.isEmpty != false else { return nil }
      guard let answer = answers[number] else { return Pend(.answerIncomplete, line: number) }
      return answer.referral == .uncertain ? Pend(.primaryCareUnknown, line: number) : nil
    }
  }
}
