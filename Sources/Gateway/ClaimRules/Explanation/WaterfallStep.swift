package import Domain

/// One step between the charge of a line and its payment.
package struct WaterfallStep: Hashable, Sendable {
  /// What it is, such as `Coinsurance`.
  package var label: String
  /// The rule that made it; absent when the trace names none.
  package var rule: RuleName?
  /// The amount before it.
  package var before: Money
  /// The amount after it; the same where the step says why nothing was taken.
  package var after: Money
  /// The codes that it set, such as `PR-2`.
  package var codes: [String]
  /// What happened, in a sentence.
  package var words: String

  /// Makes a step.
  package init(
    _ label: String, rule: RuleName? = nil, before: Money, after: Money, codes: [String] = [],
    words: String
  ) {
    self.label = label
    self.rule = rule
    self.before = before
    self.after = after
    self.codes = codes
    self.words = words
  }
}
