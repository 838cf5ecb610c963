/// A value that holds member data and therefore shows as `<redacted>` in logs, errors and debuggers.
package protocol PrintsRedacted: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{}

extension PrintsRedacted {
  /// Always `<redacted>`.
  package var description: String { "<redacted>" }
  /// Always `<redacted>`.
  package var debugDescription: String { "<redacted>" }
  /// Shows no property.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
