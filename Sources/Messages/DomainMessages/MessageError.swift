/// A message that names or holds what our values cannot.
///
/// Both parts are fit for a log and for the caller: a path of field names, and what is wrong in our
/// own words; neither quotes what was sent.
package struct MessageError: Error, Hashable, Sendable {
  /// The field, such as `lines[2].day.days`.
  package var field: String
  /// What is wrong with it, such as `is missing`.
  package var problem: String

  /// Makes an error.
  package init(_ field: String, _ problem: String) {
    self.field = field
    self.problem = problem
  }

  /// The same error, seen from the message that holds this one in `parent`.
  package func within(_ parent: String) -> MessageError {
    MessageError(field.isEmpty ? parent : "\(parent).\(field)", problem)
  }
}

extension MessageError {
  /// The same error, seen from the message that holds this one in place `index` of `list`.
  package func inside(_ list: String, at index: Int) -> MessageError {
    within("\(list)[\(index)]")
  }
}

extension MessageError: CustomStringConvertible {
  /// Field and problem in one sentence.
  package var description: String { "\(field) \(problem)" }
}
