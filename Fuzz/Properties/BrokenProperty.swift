/// Something that must hold for all inputs and does not for some.
package struct BrokenProperty: Error, CustomStringConvertible {
  /// What should have held, in words that quote no input.
  package let description: String

  /// Something that does not hold.
  package init(_ statement: String) {
    description = statement
  }

  /// Throws when `condition` does not hold.
  package static func require(
    _ condition: Bool, _ statement: @autoclosure () -> String
  ) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(statement()) }
  }
}
