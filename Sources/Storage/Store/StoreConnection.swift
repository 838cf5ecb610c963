/// A connection of a driver to its database, used by one thread at a time.
@usableFromInline package protocol StoreConnection: AnyObject {
  /// Runs a statement.
  ///
  /// - Parameters:
  ///   - arguments: The values of `$1`, `$2`, ….
  ///   - onRow: Receives each row; `false` ends the statement.
  /// - Returns: How many rows a changing statement changed.
  /// - Throws: ``StorageError``, or what `onRow` throws.
  func run(
    _ sql: SQL, _ arguments: [any StorableValue], onRow: (borrowing Row) throws -> Bool
  ) throws -> Int

  /// The database's own check of its pages, indexes and references.
  func violations(max count: Int) throws(StorageError) -> [StoreViolation]

  /// How many rows one call may collect.
  var rowsMax: Int { get }
}
