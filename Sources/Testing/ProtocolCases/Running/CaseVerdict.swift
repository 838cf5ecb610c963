/// How a case ended.
package enum CaseVerdict: Sendable, Hashable {
  /// The server did what was expected.
  case passed
  /// It did not; the words say what was expected and what was there.
  case failed(String)
}
