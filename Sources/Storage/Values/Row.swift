/// One row of a result, valid while the closure that received it runs.
@usableFromInline package struct Row: ~Copyable {
  @usableFromInline let cells: any RowCells

  init(_ cells: any RowCells) {
    self.cells = cells
  }

  /// Reads the cell of a column, counted from 0, as the type that the caller expects.
  ///
  /// A type that is `Optional` accepts an absent value; any other type refuses it.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when the cell holds another type or a value outside
  ///   the range of the type; ``StorageError/Code/misuse`` when there is no such column.
  @inlinable
  package func value<Value: StorableValue>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(StorageError) -> Value {
    guard column >= 0, column < cells.columnCount else {
      throw Row.missing(column)
    }
    guard let value = Value(storedValue: try cells.cell(at: column)) else {
      throw Row.invalid(column, "\(Value.self)")
    }
    return value
  }

  /// What is thrown for a cell; kept out of the callers, into which reading is inlined.
  @usableFromInline
  static func invalid(_ column: Int, _ type: @autoclosure () -> String) -> StorageError {
    StorageError(.corrupt, "column \(column) of the result holds no valid \(type())")
  }

  @usableFromInline
  static func missing(_ column: Int) -> StorageError {
    StorageError(.misuse, "the result has no column \(column)")
  }
}
