/// One row of a result, valid while the closure that received it runs.
package struct Row: ~Copyable {
  private let cells: any RowCells

  init(_ cells: any RowCells) {
    self.cells = cells
  }

  /// Reads the cell of a column, counted from 0, as the type that the caller expects.
  ///
  /// A type that is `Optional` accepts an absent value; any other type refuses it.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when the cell holds another type or a value outside
  ///   the range of the type; ``StorageError/Code/misuse`` when there is no such column.
  package func value<Value: StorableValue>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(StorageError) -> Value {
    guard column >= 0, column < cells.columnCount else {
      throw StorageError(.misuse, "the result has no column \(column)")
    }
    guard let value = Value(storedValue: try cells.cell(at: column)) else {
      throw StorageError(.corrupt, "column \(column) of the result holds no valid \(Value.self)")
    }
    return value
  }
}
