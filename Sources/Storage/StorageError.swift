/// An error of a store.
///
/// `message` is written for a log: it holds no argument of a statement and no cell of a row.
@usableFromInline package struct StorageError: Error, Hashable, Sendable {
  /// What went wrong, for a program.
  package var code: Code
  /// What went wrong, for an operator.
  package var message: String
  /// The text of the statement at fault, which is a literal of the program; empty when none is.
  package var statement: String

  /// Makes an error.
  @usableFromInline package init(_ code: Code, _ message: String, statement: String = "") {
    self.code = code
    self.message = message
    self.statement = statement
  }
}

extension StorageError {
  /// The kinds of errors that a caller may tell apart.
  @usableFromInline package enum Code: String, Hashable, Sendable {
    /// A row with the same key is there already.
    case duplicate
    /// A row refers to one that is not there, or one that is referred to would go.
    case brokenReference
    /// A value breaks a constraint of its column, or may not be stored at all.
    case refused
    /// A stored value is not of the type or range that its column promises, or the file is damaged.
    case corrupt
    /// The disk, or the store's own limit, has no room; nothing was stored.
    case full
    /// The store cannot answer now; the outcome of a write is not known to the caller.
    case unavailable
    /// Too many callers wait already; nothing was tried.
    case overloaded
    /// The store has been closed; nothing was tried.
    case closed
    /// More rows than a caller may hold at once.
    case tooLarge
    /// The statement itself is wrong: a mistake of the program.
    case misuse
    /// The tables of the file are not those of this program.
    case schema
    /// The store may not be opened as it was asked for.
    case configuration
  }
}

extension StorageError: CustomStringConvertible {
  @usableFromInline package var description: String {
    statement.isEmpty
      ? "\(code.rawValue): \(message)" : "\(code.rawValue): \(message) [\(statement)]"
  }
}
