/// Why a text is not a statement for both drivers.
struct StatementFlaw: Error {
  /// The reason for a programmer.
  let words: String

  static let cast = StatementFlaw(words: "a cast with :: is not SQL that both drivers understand")
  static let colon = StatementFlaw(words: "a named argument is refused; write $1, $2, …")
  static let semicolon = StatementFlaw(words: "one text holds one statement, without a semicolon")
  static let number = StatementFlaw(words: "an argument is $1 to $99")
  static let comment = StatementFlaw(words: "a comment has no place in a statement")
  static let openQuote = StatementFlaw(words: "a quotation mark is not closed")
}
