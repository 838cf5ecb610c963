/// What one caller of ``Store/write(_:)`` does to the store: all of it or nothing.
///
/// It sees what earlier callers of its group wrote; nobody outside the group does before the group
/// is durable.
@usableFromInline package struct Transaction: StoreReading {
  @usableFromInline package let connection: any StoreConnection
  private let commitActions: CommitActions

  init(_ connection: any StoreConnection, _ commitActions: CommitActions) {
    self.connection = connection
    self.commitActions = commitActions
  }

  /// Runs a changing statement.
  ///
  /// - Returns: How many rows it changed.
  /// - Throws: ``StorageError``; the statement then changed nothing, and the caller may go on.
  @discardableResult
  @inlinable
  package func execute(_ sql: SQL, _ arguments: any StorableValue...) throws -> Int {
    try connection.run(sql, arguments) { _ in true }
  }

  /// Has `action` run once this caller's work is durable, and not at all if it fails.
  ///
  /// The action runs on the writer thread and must neither wait nor take long.
  package func afterCommit(_ action: @escaping @Sendable () -> Void) {
    commitActions.append(action)
  }
}
