package import Domain

/// Something that makes a claim impossible to accept.
package struct IntakeFault: Hashable, Sendable {
  /// The rule in `docs/rules/claim.md`.
  package let rule: RuleName
  /// The field, such as `lines[2].charge`; lines count from 1.
  package let field: String
  /// What is wrong and what to do; never quotes the value.
  package let message: String
  /// How it is wrong.
  package let kind: Kind

  /// How something is wrong; an acknowledgement tells the sender so by a category.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// It must be there and is not.
    case missing
    /// It has a form or value that it cannot have.
    case invalid
    /// It contradicts something else on the claim.
    case contradicts
    /// The original that the claim names is not there, or is out of reach.
    case original
  }

  /// Makes a fault.
  package init(_ rule: RuleName, _ field: String, _ message: String, _ kind: Kind = .invalid) {
    self.rule = rule
    self.field = field
    self.message = message
    self.kind = kind
  }
}
