/// A driver: accepts work and sees to it that every piece is answered exactly once.
protocol StoreEngine: AnyObject, Sendable {
  /// Queues a write.
  func submit(_ write: any PendingWrite, _ urgency: WriteUrgency) throws(StorageError)
  /// Queues a read.
  func submit(_ read: any PendingRead) throws(StorageError)
  /// Refuses new work; what is queued is still done.
  func refuseNewWork()
  /// Returns when all work is done and the database is closed.
  func waitUntilClosed() async
  /// What has been done so far.
  var statistics: StoreStatistics { get }
}
