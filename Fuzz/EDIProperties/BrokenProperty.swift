/// Something that must hold for all bytes and does not for some.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What should have held, in words that quote no input.
  package let description: String

  init(_ statement: String) {
    description = statement
  }

  /// Throws when `condition` does not hold.
  static func require(_ condition: Bool, _ statement: String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(statement) }
  }
}
