/// Columns whose values must name a row of another table.
package struct ForeignKey: Hashable, Sendable {
  /// The columns of this table.
  package let columns: [String]
  /// The table that is referred to.
  package let table: String
  /// Its columns, which are its key or unique.
  package let referenced: [String]

  /// Refers from several columns to as many.
  package init(_ columns: [String], references table: String, _ referenced: [String]) {
    self.columns = columns
    self.table = table
    self.referenced = referenced
  }

  /// Refers from one column to one.
  package init(_ column: String, references table: String, _ referenced: String) {
    self.init([column], references: table, [referenced])
  }
}
