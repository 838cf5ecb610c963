package import Domain

/// The lines of a claim once authorization has answered: which letters of agreement count, which lines
/// are denied, and what follows for lines that they include.
package struct AnsweredLines: Hashable, Sendable {
  private let screened: [Int: [Reason]]
  private let letters: [Int: LetterLine]
  private let packagedInto: [Int: [Int]]
  private let packagedPends: [Int: [PendReason]]
  private let answers: [Int: HoldFacts.Line]

  /// - Parameters:
  ///   - reasons: The reasons that were found by screening, with the letters.
  ///   - letters: What holds without them; those that count are left out.
  ///   - packagedInto: The lines that include a line, by its number.
  ///   - packagedPends: What a line waits for when none of those stands.
  package init(
    reasons: [Int: [Reason]], letters: [LetterLine], contract: ContractFacts,
    packagedInto: [Int: [Int]], packagedPends: [Int: [PendReason]], hold: HoldFacts?
  ) {
    let answers = Dictionary(
      (hold?.lines ?? []).map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
    let confirmed = Set(
      contract.lines.filter { $0.isLetterConfirmed(by: answers[$0.lineNumber]) }.map(\.lineNumber))
    screened = reasons
    self.letters = Dictionary(
      letters.filter { !confirmed.contains($0.lineNumber) }.map { ($0.lineNumber, $0) },
      uniquingKeysWith: { first, _ in first })
    self.packagedInto = packagedInto
    self.packagedPends = packagedPends
    self.answers = answers
  }

  /// The lines whose letter does not count, in their order.
  package var withoutLetter: [LetterLine] {
    letters.values.sorted { $0.lineNumber < $1.lineNumber }
  }

  /// The reasons found before payment that deny a line.
  package func reasons(of line: Int) -> [Reason] {
    letters[line]?.reasons ?? screened[line] ?? []
  }

  /// What a person must decide: what stands without letters, and what lines need that are included in
  /// none any more.
  package var pends: [Pend] {
    let plain = withoutLetter.flatMap { line in
      line.pends.map { Pend($0, line: line.lineNumber) }
    }
    let included = packagedPends.keys.sorted().flatMap { line in
      (packagedPends[line] ?? []).map { Pend($0, line: line) }
    }
    return (plain + included).filter(isOpen)
  }

  private func isOpen(_ pend: Pend) -> Bool {
    guard !isDenied(pend.lineNumber) else { return false }
    return !(PackagedLines.pendsOfPrice.contains(pend.reason) && isIncluded(pend.lineNumber))
  }

  /// Whether a line that stands, and is not included in another itself, includes this one.
  private func isIncluded(_ line: Int) -> Bool {
    (packagedInto[line] ?? []).contains { host in
      guard !isDenied(host) else { return false }
      return !(packagedInto[host] ?? []).contains { !isDenied($0) }
    }
  }

  private func isDenied(_ line: Int) -> Bool {
    if !reasons(of: line).isEmpty { return true }
    guard let answer = answers[line] else { return false }
    return isAuthorizationLacking(line, answer) || answer.referral.isLacking
  }

  private func isAuthorizationLacking(_ line: Int, _ answer: HoldFacts.Line) -> Bool {
    guard letters[line]?.isAuthorizationRequired ?? true else { return false }
    return answer.authorization != .held && answer.authorization != .notNeeded
  }
}

extension HoldFacts.ReferralOutcome {
  /// Whether it denies a line.
  fileprivate var isLacking: Bool {
    switch self {
    case .notNeeded, .held, .uncertain: false
    case .none, .expired, .noVisits, .issuerNotEligible: true
    }
  }
}
