package import Domain

/// Takes a decision back to the cent (rule `REV-1`).
///
/// What was stored is negated and nothing is computed again, so that no rounding, no newer rate and
/// no newer table can leave a remainder.
package enum Reversal {
  /// The claim status of a reversal as a remittance reports it.
  package static let claimStatus = 22

  /// The decision that takes `decision`, made for `version`, back for `reason`.
  ///
  /// It uses no unit and no visit, and moves no copay: what authorization took is given back there,
  /// and the visit keeps its copay (rule `REV-3`).
  package static func evaluate(
    _ decision: ClaimDecision, version: Int, reason: ReversalReason
  ) -> ClaimDecision {
    let lines = decision.lines.map { $0.reversed(remark: reason.remark) }
    let postings = decision.postings.map(\.reversed)
    var reversal = ClaimDecision(
      lines: lines, claimStatusCode: claimStatus, postings: postings,
      trace: trace(decision, lines, version: version, reason: reason))
    reversal.limitPostings = decision.limitPostings.map(\.reversed)
    return reversal
  }

  /// Whether `reversal` takes back exactly what `decision` did; remarks and trace apart.
  package static func isExact(_ reversal: ClaimDecision, of decision: ClaimDecision) -> Bool {
    reversal.claimStatusCode == claimStatus
      && reversal.lines.map(\.withoutRemarks)
        == decision.lines.map { $0.reversed(remark: nil).withoutRemarks }
      && reversal.postings == decision.postings.map(\.reversed)
      && reversal.limitPostings == decision.limitPostings.map(\.reversed)
      && reversal.copayVisitsTaken.isEmpty
  }

  private static func trace(
    _ decision: ClaimDecision, _ lines: [LineDecision], version: Int, reason: ReversalReason
  ) -> [TraceStep] {
    let why = TraceStep(
      RuleNames.reversalReason,
      facts: [
        TraceStep.Fact("reversed_version", version), TraceStep.Fact("reason", reason.rawValue),
      ], outcome: "\(claimStatus)", codes: [reason.remark].compactMap(\.self))
    let amounts = zip(decision.lines, lines).map { before, after in
      TraceStep(
        RuleNames.reversal, line: before.lineNumber, before: before.paid, after: after.paid,
        outcome: "taken back", codes: after.adjustments.map(\.label))
    }
    return [why] + amounts + accumulation(decision.postings)
  }

  private static func accumulation(_ postings: [AccumulatorPosting]) -> [TraceStep] {
    guard !postings.isEmpty else { return [] }
    let facts = AccumulatorKey.Kind.allCases.compactMap { kind -> TraceStep.Fact? in
      let sum = postings.filter { $0.key.scope == .member && $0.key.kind == kind }
        .reduce(Money.zero) { $0 - $1.amount }
      return sum == .zero ? nil : TraceStep.Fact(kind.rawValue, sum)
    }
    return [
      TraceStep(
        RuleNames.reversedAccumulation, facts: facts, outcome: "taken from member and family")
    ]
  }
}
