import Domain

/// The status of a claim as a remittance reports it (rule `STATUS-1`).
package enum ClaimStatus {
  /// Decided as the first payer, also when every line is denied.
  package static let primary = 1
  /// Decided as the third payer, or one behind it.
  package static let tertiary = 3
  /// The member is not recognised.
  static let memberNotRecognised = 4

  static func code(of lines: [LineDecision], position: Int) -> Int {
    lines.contains { $0.denial == .memberNotFound }
      ? memberNotRecognised : min(max(position, primary), tertiary)
  }

  /// Whether a claim of this status was decided behind another payer.
  package static func isBehindOtherPayer(_ code: Int) -> Bool {
    code > primary && code <= tertiary
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

  /// The step that says that the claim is suspended; no step when no line waits for a premium (rule
  /// `STATUS-2`).
  static func suspension(_ lines: [LineDecision]) -> [TraceStep] {
    let waiting = lines.count(where: \.isSuspended)
    guard waiting > 0 else { return [] }
    return [
      TraceStep(
        RuleNames.suspendedClaim, facts: [TraceStep.Fact("waiting_lines", waiting)],
        outcome: "suspended")
    ]
  }
}
