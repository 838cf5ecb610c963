import CSQLite

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system's files as SQLite sees them, but adjacent pieces of a log are written in one call
/// (docs/adr/0014).
///
/// Every commit has the log made durable before another connection is told of it, as long as
/// `synchronous` is 2 and a path asks for nothing else, and then nothing is held back any more.
enum LogFileSystem {
  /// The name to open connections with; nil when SQLite does not take it, whose own then serves.
  static let name: String? = {
    guard let system, sqlite3_vfs_register(joined(to: system), 0) == SQLITE_OK else { return nil }
    return ownName
  }()

  private static let ownName = "hmo-log"

  /// SQLite's own, which does the work.
  private nonisolated(unsafe) static let system = sqlite3_vfs_find(nil)

  /// A copy of `system` that opens logs as ours; it and its name live as long as the process.
  private static func joined(
    to system: UnsafeMutablePointer<sqlite3_vfs>
  ) -> UnsafeMutablePointer<sqlite3_vfs> {
    let joined = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    joined.initialize(to: system.pointee)
    joined.pointee.pNext = nil
    joined.pointee.zName = UnsafePointer(strdup(ownName))
    joined.pointee.szOsFile += Int32(LogFile.size)
    joined.pointee.xOpen = { _, path, file, flags, outFlags in
      guard let file, let system = LogFileSystem.system, let open = system.pointee.xOpen else {
        return SQLITE_MISUSE
      }
      guard flags & SQLITE_OPEN_WAL != 0 else { return open(system, path, file, flags, outFlags) }
      let log = LogFile.initialize(at: file)
      let result = open(system, path, log.pointee.file, flags, outFlags)
      // SQLite closes every file that has methods, whatever opening it came to.
      let isOpen = log.pointee.file.pointee.pMethods != nil
      file.pointee.pMethods = isOpen ? LogFile.methods : nil
      return result
    }
    return joined
  }
}
