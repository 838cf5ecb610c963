package import Domain

/// The code sets that are loaded; a value, so that one claim is judged by one state of all of them.
package struct CodeBook: Hashable, Sendable {
  private var sets: [CodeSetName: CodeSet]

  /// Makes a book of sets.
  package init(_ sets: [CodeSetName: CodeSet] = [:]) {
    self.sets = sets
  }

  /// The set of this name; setting nothing takes it out.
  package subscript(name: CodeSetName) -> CodeSet? {
    get { sets[name] }
    set { sets[name] = newValue }
  }

  /// Whether no set is loaded.
  package var isEmpty: Bool { sets.isEmpty }

  /// Whether `code` may not be used on `day`: its set is loaded and does not have it.
  package func refuses(_ code: String, of name: CodeSetName, on day: Day) -> Bool {
    sets[name].map { !$0.isValid(code, on: day) } ?? false
  }
}
