import EDI

/// Repeats what a file said in an answer to it.
///
/// A value may hold a character that the answer cannot carry, such as a component separator inside a
/// name: it becomes a space, because an answer must not fail for what it answers.
struct X12Echo: Hashable, Sendable {
  private let delimiters: X12Delimiters

  /// Repeats values in answers with these delimiters.
  init(_ delimiters: X12Delimiters) {
    self.delimiters = delimiters
  }

  /// `text` cut to `most` characters, or nothing when there is none left.
  func callAsFunction(_ text: String?, _ most: Int) -> String? {
    text.flatMap { X12Text.writable($0, most: most, delimiters: delimiters).nonEmpty }
  }
}
