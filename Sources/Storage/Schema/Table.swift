/// A table as a value, rendered by each driver in its own words.
package struct Table: Hashable, Sendable {
  /// The name: lower-case letters, digits and underscores.
  package let name: String
  /// The columns in order.
  package let columns: [Column]
  /// The columns of the key; empty when a generated column is the key.
  package let primaryKey: [String]
  /// Sets of columns of which no two rows agree.
  package let unique: [[String]]
  /// References to other tables.
  package let foreignKeys: [ForeignKey]
  /// Whether rows lie in the order of the key, which suits short rows that are found by it.
  package let isClustered: Bool

  /// Makes a table.
  package init(
    _ name: String, _ columns: [Column], primaryKey: [String] = [], unique: [[String]] = [],
    foreignKeys: [ForeignKey] = [], isClustered: Bool = false
  ) {
    self.name = name
    self.columns = columns
    self.primaryKey = primaryKey
    self.unique = unique
    self.foreignKeys = foreignKeys
    self.isClustered = isClustered
  }
}
