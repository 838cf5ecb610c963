package import Domain

/// What was decided about a hold: what the claim is told, and what is reserved for it.
package struct HoldDecision: Hashable, Sendable {
  /// What was found, with its trace.
  package var facts: HoldFacts
  /// One entry a line that reserves something.
  package var reservations: [Reservation]

  /// Makes a decision.
  package init(facts: HoldFacts, reservations: [Reservation]) {
    self.facts = facts
    self.reservations = reservations
  }

  /// Decides `request` on `records`.
  ///
  /// Lines are taken in the order of their numbers, and each sees what those before it reserved
  /// (rule `AUTH-UNITS-1`). A line reserves only when everything that it needs was found and no
  /// earlier step denies it (rules `HOLD-1` and `AUTH-UNITS-2`).
  package static func deciding(
    _ request: HoldRequest, on records: RecordsOnFile
  ) -> HoldDecision {
    var records = records
    var decision = HoldDecision(facts: HoldFacts(), reservations: [])
    for line in request.lines.sorted(by: { $0.lineNumber < $1.lineNumber }) {
      let findings = LineFindings(of: line, memberID: request.memberID, in: records)
      decision.facts.lines.append(findings.facts)
      decision.facts.trace += findings.trace
      guard let reservation = findings.reservation else { continue }
      records.book(reservation)
      decision.reservations.append(reservation)
    }
    return decision
  }
}
