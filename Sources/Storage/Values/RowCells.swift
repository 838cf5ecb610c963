/// The row that a driver stands on.
@usableFromInline package protocol RowCells: AnyObject {
  /// How many columns the row has.
  var columnCount: Int { get }

  /// The cell at `column`, which lies below ``columnCount``.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` for a cell that no ``StoredValue`` can hold.
  func cell(at column: Int) throws(StorageError) -> StoredValue
}
