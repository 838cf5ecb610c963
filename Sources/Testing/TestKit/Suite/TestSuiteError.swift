/// Why a suite of a test could not do what was asked.
package struct TestSuiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, for the person who reads the test's output.
  package let message: String

  /// Makes an error.
  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
