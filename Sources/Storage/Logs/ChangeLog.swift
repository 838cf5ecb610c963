import Domain

/// The changes of a service's facts in the order in which they became durable.
///
/// A change is appended in the transaction that makes it. A reader asks for what follows the position
/// it stored, so that it misses nothing across restarts of either side.
package final class ChangeLog: Sendable {
  private let store: Store
  private let signal = ChangeSignal()

  /// The table, for the service's first migration.
  package static let table = Table(
    "change",
    [
      .id("position").generated, .text("kind"), .text("subject"), .day("from_day"),
      .day("to_day"), .instant("at"),
    ])

  /// How many changes are read at once at most.
  package static let pageMax = 1_000

  /// Makes the log of `store`; a process has one, since it wakes only those that wait on itself.
  package init(_ store: Store) {
    self.store = store
  }

  /// Appends a change and returns its position.
  @discardableResult
  package func append(_ change: Change, in transaction: Transaction) throws -> Int64 {
    let position = try transaction.first(
      """
      INSERT INTO change (kind, subject, from_day, to_day, at) VALUES ($1, $2, $3, $4, $5) \
      RETURNING position
      """, change.kind, change.subject, change.days.from, change.days.to, change.at
    ) { row in try row.value(0, as: Int64.self) }
    guard let position else {
      throw StorageError(.unavailable, "the store gave a change no position")
    }
    transaction.afterCommit { [signal] in signal.raise(to: position) }
    return position
  }

  /// The changes that follow `position`, none when there are none yet.
  ///
  /// - Parameter limit: How many at most; held to ``pageMax``.
  package nonisolated(nonsending) func changes(
    after position: Int64, limit: Int
  ) async throws -> [RecordedChange] {
    let limit = min(max(limit, 1), ChangeLog.pageMax)
    return try await store.read { reader in
      try reader.rows(
        """
        SELECT position, kind, subject, from_day, to_day, at FROM change \
        WHERE position > $1 ORDER BY position LIMIT $2
        """, position, limit, read: ChangeLog.recorded)
    }
  }

  /// The changes that follow `position`, waiting until there is one.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  package nonisolated(nonsending) func nextChanges(
    after position: Int64, limit: Int
  ) async throws -> [RecordedChange] {
    while true {
      let found = try await changes(after: position, limit: limit)
      if !found.isEmpty { return found }
      try await signal.wait(after: position)
    }
  }

  private static func recorded(_ row: borrowing Row) throws -> RecordedChange {
    guard let days = DaySpan(checkedFrom: try row.value(3), to: try row.value(4)) else {
      throw StorageError(.corrupt, "a change ends before it begins")
    }
    let change = Change(
      kind: try row.value(1), subject: try row.value(2), days: days, at: try row.value(5))
    return RecordedChange(position: try row.value(0), change: change)
  }
}
