/// Member data that does not print: it shows as `<redacted>` in logs, errors and debuggers.
///
/// ``exposed`` is the only way out, so that a search for it finds every place that reads one.
package struct Redacted<Value> {
  /// The value itself, for storing, comparing and sending it; never for a log or an error.
  package let exposed: Value

  /// Wraps `value`.
  package init(_ value: Value) {
    self.exposed = value
  }
}

extension Redacted: Sendable where Value: Sendable {}
extension Redacted: Equatable where Value: Equatable {}
extension Redacted: Hashable where Value: Hashable {}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
