import Domain

/// Which line of each visit takes the copay: one copay a visit, also across claims (rule `SHARE-2`).
struct CopayElection {
  /// The visits of the claim whose copay an earlier claim took, in order.
  let before: [CopayVisit]
  /// The line that takes the copay of each other visit.
  private let winners: [CopayVisit: Int]

  /// Elects among the priced lines that have a copay.
  init(_ lines: [AssessedLine], taken: Set<CopayVisit>) {
    var best: [CopayVisit: PricedLine] = [:]
    var takenBefore: Set<CopayVisit> = []
    for line in lines {
      guard case .priced(let line) = line, CopayElection.isCandidate(line) else { continue }
      let visit = line.covered.visit
      if taken.contains(visit) {
        takenBefore.insert(visit)
      } else if best[visit].map({ CopayElection.isBetter(line, than: $0) }) ?? true {
        best[visit] = line
      }
    }
    before = takenBefore.sorted()
    winners = best.mapValues { $0.covered.number }
  }

  /// The visits whose copay this claim takes, in order, besides those whose line asks for none.
  func taken(besides lines: Set<Int>) -> [CopayVisit] {
    winners.filter { !lines.contains($0.value) }.keys.sorted()
  }

  /// The copay that the benefit row asks of `line`; zero when the line does not take it.
  func copay(of line: PricedLine) -> Money {
    guard CopayElection.isCandidate(line), winners[line.covered.visit] == line.covered.number else {
      return .zero
    }
    return line.covered.copayDue
  }

  /// The step for a line whose benefit row has a copay.
  func step(for line: PricedLine) -> TraceStep? {
    guard CopayElection.isCandidate(line) else { return nil }
    let visit = line.covered.visit
    let outcome =
      switch winners[visit] {
      case line.covered.number: "copay due on this line"
      case .some(let winner): "copay due on line \(winner)"
      case .none: "copay taken by an earlier claim"
      }
    return TraceStep(
      RuleNames.copayPerVisit, line: line.covered.number,
      facts: [
        TraceStep.Fact("category", visit.category), TraceStep.Fact("provider", visit.providerNPI),
        TraceStep.Fact("day", visit.day),
      ], outcome: outcome)
  }

  private static func isCandidate(_ line: PricedLine) -> Bool {
    !line.covered.isWithoutShare && line.covered.copayDue > .zero && line.allowed > .zero
  }

  /// Lines come in the order of their numbers, so that the lower number keeps a full tie.
  private static func isBetter(_ line: PricedLine, than other: PricedLine) -> Bool {
    (line.covered.benefit.copay, line.allowed) > (other.covered.benefit.copay, other.allowed)
  }
}
