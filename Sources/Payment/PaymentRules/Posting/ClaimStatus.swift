import Domain

/// The status of a claim as a remittance reports it (rule `STATUS-1`).
enum ClaimStatus {
  /// Decided as the first payer, also when every line is denied.
  static let primary = 1
  /// The member is not recognised.
  static let memberNotRecognised = 4

  static func code(of lines: [LineDecision]) -> Int {
    lines.contains { $0.denial == .memberNotFound } ? memberNotRecognised : primary
  }

  /// The step that says so.
  static func step(_ code: Int, _ lines: [LineDecision]) -> TraceStep {
    TraceStep(
      RuleNames.claimStatus,
      facts: [
        TraceStep.Fact("lines", lines.count),
        TraceStep.Fact("denied_lines", lines.count(where: \.isDenied)),
      ],
      outcome: "\(code)")
  }
}
