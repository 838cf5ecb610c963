/// One rule applied to one line: what it saw, what it did and the codes that it set.
///
/// The steps of a decision, in order, are its explanation; they are stored with it and never
/// computed again for showing.
package struct TraceStep: Hashable, Sendable {
  /// One thing that a rule looked at.
  package struct Fact: Hashable, Sendable {
    /// The name, such as `deductible_remaining`.
    package var name: String
    /// The value as people write it; never a name, birth date or address.
    package var value: String

    /// Makes a fact.
    package init(_ name: String, _ value: some CustomStringConvertible) {
      self.name = name
      self.value = value.description
    }
  }

  /// The rule.
  package var rule: RuleName
  /// The line; 0 for the whole claim.
  package var lineNumber: Int
  /// What the rule looked at.
  package var facts: [Fact]
  /// The amount before the rule, where it changes one.
  package var before: Money?
  /// The amount after the rule, where it changes one.
  package var after: Money?
  /// What followed, in a word or two.
  package var outcome: String
  /// Codes that the rule set, such as `CO-253`.
  package var codes: [String]

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
}
