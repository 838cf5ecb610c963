/// Something in a store that its rules do not allow.
@usableFromInline package struct StoreViolation: Hashable, Sendable {
  /// The stable name of the rule that is broken, such as `STORE-INTEGRITY`.
  package let rule: String
  /// What is wrong, without any member data.
  package let message: String

  /// Makes a violation.
  package init(rule: String, message: String) {
    self.rule = rule
    self.message = message
  }
}
