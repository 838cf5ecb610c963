/// What a peer did otherwise than the case asks.
package struct InteropError: Error, Sendable, CustomStringConvertible {
  /// What was expected and what came.
  package let message: String

  init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}

/// Throws when two values differ.
func expectEqual<Value: Equatable>(
  _ what: String, _ found: Value, _ expected: Value
) throws(InteropError) {
  guard found == expected else {
    throw InteropError("\(what): \(found) came where \(expected) was expected")
  }
}
