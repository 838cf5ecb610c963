/// One step of a schema's history, never changed once a store may have taken it.
///
/// A store remembers the name and a digest of every migration it took. A program that finds one
/// changed, missing or newer than its own refuses the store.
package struct Migration: Hashable, Sendable {
  /// What it is for, in a word or two.
  package let name: String
  /// What it does, in order, all of it or nothing.
  package let steps: [Step]

  /// Makes a migration.
  package init(_ name: String, _ steps: [Step]) {
    self.name = name
    self.steps = steps
  }

  /// A change of the schema or of the rows.
  package enum Step: Hashable, Sendable {
    /// Makes a table.
    case createTable(Table)
    /// Makes an index.
    case createIndex(Index)
    /// Adds a column to the table of that name; it is optional or has a default.
    case addColumn(table: String, Column)
    /// Runs a statement without arguments.
    case run(SQL)
  }
}
