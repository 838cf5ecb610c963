/// An index of a table.
package struct Index: Hashable, Sendable {
  /// The name, unique in the store.
  package let name: String
  /// The table.
  package let table: String
  /// The columns in order.
  package let columns: [String]
  /// Whether no two rows may agree in these columns.
  package let isUnique: Bool

  /// Makes an index.
  package init(_ name: String, on table: String, _ columns: [String], isUnique: Bool = false) {
    self.name = name
    self.table = table
    self.columns = columns
    self.isUnique = isUnique
  }
}
