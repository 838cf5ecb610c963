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
    if group.count > 1, try !performTogether(group) {
      connection.abandonTransaction()
      actions.truncate(to: 0)
      try connection.control(.beginWriting)
      try performApart(group)
    } else if group.count == 1 {
      try performApart(group)
    }
    // The failure of a caller that was alone has ended the transaction already.
    if connection.isInTransaction { try connection.control(.commit) }
  }

  /// Runs a group without telling the work of its callers apart: nearly every group is kept whole, and a
  /// savepoint for each caller copies every page that it changes.
  ///
  /// - Returns: Whether every caller succeeded.
  private func performTogether(_ group: [any PendingWrite]) throws(StorageError) -> Bool {
    for write in group {
      connection.beginCaller(isApart: false)
      let isKept = write.perform(in: transaction)
      try connection.checkTransaction()
      guard isKept else { return false }
    }
    return true
  }

  /// Runs a group and undoes the work of those callers that fail.
  private func performApart(_ group: [any PendingWrite]) throws(StorageError) {
    for write in group {
      connection.beginCaller(isApart: group.count > 1)
      let actionsBefore = actions.count
      let isKept = write.perform(in: transaction)
      if !isKept { actions.truncate(to: actionsBefore) }
      try connection.endCaller(isKept: isKept)
    }
  }
}
