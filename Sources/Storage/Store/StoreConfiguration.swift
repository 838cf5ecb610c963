/// Where a store lies and what it may use.
package struct StoreConfiguration: Sendable, Hashable {
  /// The file, made on first use with mode 0600; its folder must exist.
  package var path: String
  /// How many writes may wait.
  package var writesQueuedMax = 4_096
  /// How many reads may wait.
  package var readsQueuedMax = 4_096
  /// How many callers share one transaction.
  package var groupSizeMax = 256
  /// How long writes that can wait are kept back while a group is not full; 0 keeps none back.
  package var gatherMilliseconds: Int32 = 4
  /// How many threads read.
  package var readerCount = 2
  /// How long a statement waits for another process that holds a lock of the file.
  package var busyTimeoutMilliseconds: Int32 = 5_000
  /// How many pages of 4 KiB the log may hold before they are moved to the file.
  package var checkpointPages = 65_536
  /// How many rows one query may collect.
  package var rowsMax = 1_000_000
  /// How many pages of 4 KiB the file may have; nothing means as many as the disk holds.
  package var filePagesMax: Int?

  /// The defaults above, for the file at `path`: 4,096 writes and 4,096 reads queued, groups of 256
  /// gathered for 4 ms, two readers, 5 s for a lock, a log of 256 MiB, a million rows, no limit of the file.
  package init(path: String) {
    self.path = path
  }

  /// The first thing that is wrong with these values, in words, or nothing.
  package func firstViolation() -> String? {
    if path.isEmpty { return "the path of the store is empty" }
    if path.utf8.contains(0) { return "the path of the store holds a zero byte" }
    // SQLite would read parameters out of it that change how the store is kept.
    if path.utf8.starts(with: "file:".utf8) {
      return "the path of the store is not a file: address"
    }
    if !(1...1_000_000).contains(writesQueuedMax) { return "writesQueuedMax is 1 to 1,000,000" }
    if !(1...1_000_000).contains(readsQueuedMax) { return "readsQueuedMax is 1 to 1,000,000" }
    if !(1...4_096).contains(groupSizeMax) { return "groupSizeMax is 1 to 4,096" }
    if !(0...3_600_000).contains(gatherMilliseconds) {
      return "gatherMilliseconds is 0 to 3,600,000"
    }
    if !(1...16).contains(readerCount) { return "readerCount is 1 to 16" }
    if !(1...600_000).contains(busyTimeoutMilliseconds) { return "busyTimeout is 1 ms to 600 s" }
    if !(16...1_000_000).contains(checkpointPages) { return "checkpointPages is 16 to 1,000,000" }
    if !(1...100_000_000).contains(rowsMax) { return "rowsMax is 1 to 100,000,000" }
    if let filePagesMax, !(16...4_294_967_294).contains(filePagesMax) {
      return "filePagesMax is 16 to 4,294,967,294"
    }
    return nil
  }
}
