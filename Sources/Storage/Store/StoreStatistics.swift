/// What a store has done since it was opened.
package struct StoreStatistics: Sendable, Hashable {
  /// Groups that became durable.
  package var groupsCommitted = 0
  /// Groups of which nothing was kept.
  package var groupsFailed = 0
  /// Callers in all groups, those whose own work failed included.
  package var writes = 0
  /// Callers in the largest group.
  package var groupSizeLargest = 0
  /// Callers by group.
  package var groupSizes = StoreHistogram(bounds: StoreHistogram.itemBounds)
  /// Microseconds from the beginning of a group's transaction until it was durable, or failed.
  package var groupTimes = StoreHistogram(bounds: StoreHistogram.microsecondBounds)
  /// Rows that were inserted, changed or deleted, by groups that failed too.
  package var rowsChanged: Int64 = 0
  /// Reads that were tried.
  package var reads: Int64 = 0
  /// Callers that wait for a group now.
  package var writesQueued = 0
  /// Pages in the log after the last group.
  package var logPages = 0
  /// Times that the log was moved to the file.
  package var checkpoints = 0
  /// Why the last group failed, or nothing when the last group became durable.
  package var lastFailure: StorageError.Code?
  /// Why the log could not be moved to the file the last time, or nothing when it was. Writes are
  /// durable all the same; the log grows.
  package var lastCheckpointFailure: StorageError.Code?

  /// The size of the log after the last group, in bytes.
  package var logBytes: Int64 {
    guard logPages > 0 else { return 0 }
    return 32 &+ Int64(logPages) &* Self.logPageBytes
  }

  /// A page with the header that the log gives it.
  private static let logPageBytes: Int64 = 4_096 + 24
}
