/// One rule applied to one line: what it saw, what it did and the codes that it set.
///
/// The steps of a decision, in order, are its explanation; they are stored with it and never
/// computed again for showing. A step goes through many lists on its way, and is therefore held once.
@usableFromInline
package final class TraceStep: Hashable, Sendable {
  /// One thing that a rule looked at.
  @usableFromInline package struct Fact: Hashable, Sendable {
    /// The name, such as `deductible_remaining`.
    package var name: String
    /// The value as people write it; never a name, birth date or address.
    package var value: String

    /// Makes a fact.
    @inlinable
    package init(_ name: String, _ value: some CustomStringConvertible) {
      self.init(name, text: value.description)
    }

    /// Makes a fact of which the text is known.
    @usableFromInline
    package init(_ name: String, text: String) {
      self.name = name
      self.value = text
    }
  }

  /// The rule.
  package let rule: RuleName
  /// The line; 0 for the whole claim.
  package let lineNumber: Int
  /// What the rule looked at.
  package let facts: [Fact]
  /// The amount before the rule, where it changes one.
  package let before: Money?
  /// The amount after the rule, where it changes one.
  package let after: Money?
  /// What followed, in a word or two.
  package let outcome: String
  /// Codes that the rule set, such as `CO-253`.
  package let codes: [String]

  /// Makes a step.
  package init(
    _ rule: RuleName, line lineNumber: Int = 0, facts: [Fact] = [], before: Money? = nil,
    after: Money? = nil, outcome: String, codes: [String] = []
  ) {
    self.rule = rule
    self.lineNumber = lineNumber
    self.facts = facts
    self.before = before
    self.after = after
    self.outcome = outcome
    self.codes = codes
  }

  @usableFromInline
  package static func == (left: TraceStep, right: TraceStep) -> Bool {
    left === right
      || left.rule == right.rule && left.lineNumber == right.lineNumber
        && left.facts == right.facts && left.before == right.before && left.after == right.after
        && left.outcome == right.outcome && left.codes == right.codes
  }

  @usableFromInline
  package func hash(into hasher: inout Hasher) {
    hasher.combine(rule)
    hasher.combine(lineNumber)
    hasher.combine(outcome)
  }
}
