import NetworkRules
import Storage
import Synchronization

/// Keeps the directory between reads, as long as the store says that it is still the same.
final class DirectoryCache: Sendable {
  private struct Entry {
    var version: Int64
    var directory: NetworkDirectory
  }

  private let entry = Mutex<Entry?>(nil)

  /// The directory as `reader` sees it, read when another one, or none, is kept.
  func directory(in reader: some StoreReading) throws -> NetworkDirectory {
    let version = try reader.first("SELECT version FROM directory_version WHERE id = 1") { row in
      try row.value(0, as: Int64.self)
    }
    guard let version else {
      throw StorageError(.corrupt, "the store has lost the version of its directory")
    }
    if let kept = entry.withLock({ $0 }), kept.version == version { return kept.directory }
    let directory = try DirectoryRows.directory(in: reader)
    entry.withLock { entry in
      guard entry.map({ $0.version < version }) ?? true else { return }
      entry = Entry(version: version, directory: directory)
    }
    return directory
  }

  /// Says that the directory is another one now, so that kept copies are dropped.
  static func advanceVersion(in transaction: Transaction) throws {
    try transaction.execute("UPDATE directory_version SET version = version + 1 WHERE id = 1")
  }
}
