/// A rule's stable name in `docs/rules`, with the version of its statement.
package struct RuleName: Hashable, Sendable {
  /// The name, such as `SEQ-2`.
  package let name: String
  /// The version; it grows when the statement changes.
  package let version: Int

  /// Names a rule.
  package init(_ name: String, version: Int = 1) {
    self.name = name
    self.version = version
  }
}

extension RuleName: CustomStringConvertible {
  /// Name and version, such as `SEQ-2 v1`.
  package var description: String { "\(name) v\(version)" }
}
