/// Makes groups of writes durable; lives on the writer thread.
final class SQLiteWriter {
  private let connection: SQLiteConnection
  private let actions: CommitActions
  private let transaction: Transaction

  init(_ connection: SQLiteConnection) {
    self.connection = connection
    actions = CommitActions()
    transaction = Transaction(connection, actions)
  }

  /// Runs a group in one transaction; its callers do not know the outcome yet.
  ///
  /// - Returns: Why nothing of the group was kept, or nothing when it is durable.
  func commit(_ group: [any PendingWrite]) -> StorageError? {
    do throws(StorageError) {
      try perform(group)
      return nil
    } catch {
      connection.abandonTransaction()
      actions.truncate(to: 0)
      return error
    }
  }

  /// Tells every caller of a group its outcome.
  func answer(_ group: [any PendingWrite], _ failure: StorageError?) {
    actions.run()
    for write in group {
      if let failure {
        write.fail(failure)
      } else {
        write.answer()
      }
    }
  }

  private func perform(_ group: [any PendingWrite]) throws(StorageError) {
    try connection.control(.beginWriting)
    for write in group {
      connection.beginCaller(isAlone: group.count == 1)
      let actionsBefore = actions.count
      let isKept = write.perform(in: transaction)
      if !isKept { actions.truncate(to: actionsBefore) }
      try connection.endCaller(isKept: isKept)
    }
    // The failure of a caller that was alone has ended the transaction already.
    if connection.isInTransaction { try connection.control(.commit) }
  }
}
