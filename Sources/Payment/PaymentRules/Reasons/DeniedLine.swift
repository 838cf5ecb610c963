import Domain

/// A line that a reason denies: the whole charge is adjusted, nothing is paid (rule `DENY-1`).
struct DeniedLine {
  let decision: LineDecision
  let trace: [TraceStep]

  /// Denies `billed` for the first of the reasons, or gives nothing when there is none.
  ///
  /// - Parameter isContracted: Whether a contract with the provider is in force; a few reasons put the
  ///   charge into another group without one.
  init?(_ billed: BilledLine, _ found: FoundReasons, isContracted: Bool) {
    guard let deciding = found.ordered.first, let row = ReasonTable.row(for: deciding) else {
      return nil
    }
    let adjustment = Adjustment(
      isContracted ? row.group : row.uncontractedGroup, row.code, billed.charge)
    let adjustments = billed.charge == .zero ? [] : [adjustment]
    decision = LineDecision(
      lineNumber: billed.lineNumber, denial: deciding, charge: billed.charge,
      adjustments: adjustments, remarks: row.remarks, reasons: found.ordered)
    trace = [
      found.step(line: billed.lineNumber, deciding: deciding),
      TraceStep(
        RuleNames.denial, line: billed.lineNumber, before: billed.charge, after: .zero,
        outcome: "denied", codes: [adjustment.label] + row.remarks),
    ]
  }
}
