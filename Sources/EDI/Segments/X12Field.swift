/// A value read from a file, with its place, so that a later complaint can point at it.
///
/// Two fields are equal when their values are; where they were read does not count.
package struct X12Field<Value: Hashable & Sendable>: Sendable {
  /// What was read; absent text is empty, an absent or unreadable number or day is nothing.
  package let value: Value
  /// Where it was read, or where it should have stood.
  package let position: X12Position

  /// Makes a field; without a position for one that was not read from a file.
  package init(_ value: Value, at position: X12Position = .none) {
    self.value = value
    self.position = position
  }
}

extension X12Field: Hashable {
  package static func == (left: X12Field, right: X12Field) -> Bool {
    left.value == right.value
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}

extension X12Field: PrintsRedacted {}
