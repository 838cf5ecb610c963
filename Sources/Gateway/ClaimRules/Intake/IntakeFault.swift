package import Domain

/// Something that makes a claim impossible to accept, judged from the claim alone.
package struct IntakeFault: Hashable, Sendable {
  /// The rule in `docs/rules/claim.md`.
  package let rule: RuleName
  /// The field, such as `lines[2].charge`; lines count from 1.
  package let field: String
  /// What is wrong and what to do; never quotes the value.
  package let message: String

  /// Makes a fault.
  package init(_ rule: RuleName, _ field: String, _ message: String) {
    self.rule = rule
    self.field = field
    self.message = message
  }
}
