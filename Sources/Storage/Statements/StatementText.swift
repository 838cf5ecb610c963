/// A statement checked against what both drivers understand alike.
///
/// SQLite reads `$1` as a name and numbers names by first use, which would swap arguments, and binds
/// nothing to `$1::date` without a word. So `$n` becomes `?n`, and a cast with `::` is refused.
struct StatementText: Hashable, Sendable {
  /// The text for SQLite.
  let sqlite: String
  /// How many arguments the statement takes.
  let argumentCount: Int

  /// The largest number of arguments of one statement.
  static let argumentCountMax = 99

  private static let firstWords: Set<String> = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]

  /// Checks and rewrites `text`.
  ///
  /// - Throws: ``StorageError/Code/misuse`` in words.
  init(_ text: String) throws(StorageError) {
    var scanner = StatementScanner(text)
    let arguments: Set<Int>
    do throws(StatementFlaw) {
      (sqlite, arguments) = try scanner.rewritten()
    } catch {
      throw StorageError(.misuse, error.words, statement: text)
    }
    let word = text.split(whereSeparator: \.isWhitespace).first.map { $0.uppercased() } ?? ""
    guard StatementText.firstWords.contains(word) else {
      throw StorageError(
        .misuse, "a statement begins with SELECT, INSERT, UPDATE, DELETE or WITH", statement: text)
    }
    argumentCount = arguments.count
    guard arguments.max() ?? 0 == arguments.count else {
      throw StorageError(
        .misuse, "the arguments of a statement are numbered from $1 without gaps", statement: text)
    }
  }
}
