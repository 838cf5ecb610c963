package import Domain

/// One place where a decision and its replay part.
package struct DecisionDifference: Hashable, Sendable {
  /// The line; 0 for the whole claim.
  package let lineNumber: Int
  /// The rule; absent where an amount differs that no step of the trace shows.
  package let rule: RuleName?
  /// What was decided; empty where it has no such step.
  package let stored: String
  /// What the replay found; empty where it has no such step.
  package let replayed: String

  /// Names a difference.
  package init(line lineNumber: Int, rule: RuleName?, stored: String, replayed: String) {
    self.lineNumber = lineNumber
    self.rule = rule
    self.stored = stored
    self.replayed = replayed
  }
}
