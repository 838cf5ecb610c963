import Domain

/// What the remittance says of a line that is paid although a premium is unpaid (rule `GRACE-1`).
struct GraceAlert {
  /// The day lies in the first month of a subsidised member's grace period.
  private static let firstMonth = "N616"

  let remarks: [String]
  let trace: [TraceStep]

  init(_ line: CoveredLine) {
    guard line.gracePhase == .firstMonth else {
      (remarks, trace) = ([], [])
      return
    }
    remarks = [GraceAlert.firstMonth]
    trace = [
      TraceStep(
        RuleNames.graceAlert, line: line.number, outcome: "paid in the first month of grace",
        codes: remarks)
    ]
  }
}
