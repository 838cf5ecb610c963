package import Domain

/// What is known about a claim once eligibility and the network have answered.
package struct Screening: Hashable, Sendable {
  /// Reasons to deny, by line.
  package var reasons: [Int: [Reason]] = [:]
  /// Reasons for which a person must decide; when there are any, nothing is posted yet.
  package var pends: [Pend] = []
  /// The lines that authorization must look at, in line order.
  package var holdNeeds: [HoldNeed] = []
  /// The lines of the same day that include a line, by its number.
  package var packagedInto: [Int: [Int]] = [:]
  /// What lines that others include wait for when none of those stands, by the line's number.
  package var packagedPends: [Int: [PendReason]] = [:]
  /// What holds for lines that a letter of agreement prices, when it does not count, by the number.
  package var letterLines: [Int: LetterLine] = [:]
  /// How the lines were screened.
  package var trace: [TraceStep] = []
  /// What a person let go on although it stood.
  var overruled: Set<Pend> = []

  mutating func deny(
    _ line: Int, _ reason: Reason, by rule: RuleName, _ facts: [TraceStep.Fact] = []
  ) {
    reasons[line, default: []].append(reason)
    let code = ReasonTable.row(for: reason).map { [$0.label] } ?? []
    trace.append(
      TraceStep(
        rule, line: line, facts: facts, outcome: "denied: \(reason.rawValue)", codes: code))
  }

  mutating func pend(
    _ reason: PendReason, line: Int = 0, by rule: RuleName, _ facts: [TraceStep.Fact] = []
  ) {
    let pend = Pend(reason, line: line)
    guard !overruled.contains(pend) else {
      trace.append(TraceStep(rule, line: line, outcome: "overruled: \(reason.rawValue)"))
      return
    }
    pends.append(pend)
    trace.append(
      TraceStep(rule, line: line, facts: facts, outcome: "pended: \(reason.rawValue)"))
  }

  mutating func pass(_ line: Int, _ rule: RuleName, _ facts: [TraceStep.Fact], _ outcome: String) {
    trace.append(TraceStep(rule, line: line, facts: facts, outcome: outcome))
  }

  /// Whether a line that is not denied, and not included in another itself, includes this one.
  func isIncluded(_ line: Int) -> Bool {
    (packagedInto[line] ?? []).contains { !isDenied($0) && packagedInto[$0] == nil }
  }

  func isDenied(_ line: Int) -> Bool {
    reasons[line]?.isEmpty == false
  }
}
