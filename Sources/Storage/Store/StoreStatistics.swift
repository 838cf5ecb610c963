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
  /// Callers that wait for a group now.
  package var writesQueued = 0
  /// Pages in the log after the last group.
  package var logPages = 0
  /// Times that the log was moved to the file.
  package var checkpoints = 0
  /// Why the last group failed, or nothing when the last group became durable.
  package var lastFailure: StorageError.Code?
}
