import Domain

/// What was found for a line that needs an authorization.
struct AuthorizationMatch {
  /// How the authorization was chosen.
  enum Choice: String {
    /// The claim names it.
    case number
    /// It is the member's, for this provider, service and day.
    case match
    /// It is the only one of the member's that fails a single test.
    case nearMiss = "near_miss"
    /// None was.
    case none
  }

  /// What was found.
  let outcome: HoldFacts.AuthorizationOutcome
  /// How it was chosen.
  let choice: Choice
  /// Its number; empty when none was chosen.
  let number: String
  /// The line that covers the service; nothing when none does or it is another member's.
  let line: ApprovedLine?

  /// Finds the authorization that `claimed` uses, or why there is none (rule `AUTH-MATCH-1`).
  ///
  /// Records in review or withdrawn count as not on file.
  static func finding(
    _ claimed: HoldRequest.Line, memberID: String, in records: [AuthorizationOnFile]
  ) -> AuthorizationMatch {
    let number = claimed.authorizationNumber
    let candidates = records.lazy
      .filter { $0.isDecided && (number.isEmpty ? $0.memberID == memberID : $0.number == number) }
      .compactMap { AuthorizationCandidate($0, claimed, memberID: memberID) }
    guard number.isEmpty else {
      return candidates.first.map { AuthorizationMatch($0, .number) } ?? .missing
    }
    return searching(Array(candidates), asking: claimed.quantity)
  }

  private static func searching(
    _ candidates: [AuthorizationCandidate], asking quantity: Quantity
  ) -> AuthorizationMatch {
    let passing = candidates.filter(\.failures.isEmpty)
    if let best = passing.min(by: { $0.precedes($1, asking: quantity) }) {
      return AuthorizationMatch(best, .match)
    }
    let nearMisses = candidates.filter { $0.failures.count == 1 }
    guard nearMisses.count == 1, let only = nearMisses.first else { return missing }
    return AuthorizationMatch(only, .nearMiss)
  }

  private static var missing: AuthorizationMatch {
    AuthorizationMatch(outcome: .none, choice: .none, number: "", line: nil)
  }

  private init(
    outcome: HoldFacts.AuthorizationOutcome, choice: Choice, number: String, line: ApprovedLine?
  ) {
    self.outcome = outcome
    self.choice = choice
    self.number = number
    self.line = line
  }

  private init(_ candidate: AuthorizationCandidate, _ choice: Choice) {
    let failures = candidate.failures
    self.init(
      outcome: candidate.outcome, choice: choice,
      number: candidate.record.number,
      line: failures.contains(.service) || failures.contains(.member) ? nil : candidate.line)
  }

  /// The step of the trace that says what was found.
  func step(for claimed: HoldRequest.Line) -> TraceStep {
    let row = outcome.reason.flatMap(ReasonTable.row)
    return TraceStep(
      outcome.rule, line: claimed.lineNumber, facts: facts(for: claimed),
      outcome: row == nil ? "matched" : outcome.rawValue,
      codes: row.map { [$0.label] + $0.remarks } ?? [])
  }

  private func facts(for claimed: HoldRequest.Line) -> [TraceStep.Fact] {
    var facts: [TraceStep.Fact] = [
      .init("chosen_by", choice.rawValue), .init("procedure", claimed.procedure),
      .init("day", claimed.day),
    ]
    if !number.isEmpty { facts.append(.init("authorization", number)) }
    if let line {
      facts += [.init("first_day", line.days.from), .init("last_day", line.days.to)]
    }
    return facts
  }
}
