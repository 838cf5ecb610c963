import CSQLite

extension LogFile {
  /// What SQLite calls: the system's methods, once what was held back is written where they would
  /// miss it.
  ///
  /// Those of version 1, since SQLite calls no other on a log.
  nonisolated(unsafe) static let methods: UnsafePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 1
    addContent(to: &methods.pointee)
    addProperties(to: &methods.pointee)
    return UnsafePointer(methods)
  }()

  /// Has what is held back forgotten whenever a transaction of `connection` is undone.
  static func forgetUndone(of connection: OpaquePointer) {
    _ = sqlite3_rollback_hook(
      connection,
      { connection in
        var file: UnsafeMutablePointer<sqlite3_file>?
        sqlite3_file_control(
          connection.map { OpaquePointer($0) }, nil, SQLITE_FCNTL_JOURNAL_POINTER, &file)
        // Before the log is used, the journal is another file or none.
        guard let file, file.pointee.pMethods == LogFile.methods else { return }
        LogFile.at(file).pointee.forget()
      }, UnsafeMutableRawPointer(connection))
  }

  private static func addContent(to methods: inout sqlite3_io_methods) {
    methods.xClose = { place in
      guard let place else { return SQLITE_MISUSE }
      return LogFile.at(place).pointee.close()
    }
    methods.xRead = { place, bytes, length, offset in
      guard let place else { return SQLITE_MISUSE }
      let read: Call = { $1.pointee.xRead($0, bytes, length, offset) }
      let isHeldBack = LogFile.at(place).pointee.holds(length, from: offset)
      return isHeldBack ? LogFile.flushed(place, read) : LogFile.passed(place, read)
    }
    methods.xWrite = { place, bytes, length, offset in
      guard let place, let bytes else { return SQLITE_MISUSE }
      return LogFile.at(place).pointee.write(bytes, Int(length), at: offset)
    }
    methods.xTruncate = { place, size in LogFile.flushed(place) { $1.pointee.xTruncate($0, size) } }
    methods.xSync = { place, flags in LogFile.flushed(place) { $1.pointee.xSync($0, flags) } }
    methods.xFileSize = { place, size in LogFile.flushed(place) { $1.pointee.xFileSize($0, size) } }
  }

  private static func addProperties(to methods: inout sqlite3_io_methods) {
    methods.xLock = { place, lock in LogFile.passed(place) { $1.pointee.xLock($0, lock) } }
    methods.xUnlock = { place, lock in LogFile.passed(place) { $1.pointee.xUnlock($0, lock) } }
    methods.xCheckReservedLock = { place, result in
      LogFile.passed(place) { $1.pointee.xCheckReservedLock($0, result) }
    }
    methods.xFileControl = { place, operation, argument in
      LogFile.passed(place) { $1.pointee.xFileControl($0, operation, argument) }
    }
    methods.xSectorSize = { place in LogFile.passed(place) { $1.pointee.xSectorSize($0) } }
    methods.xDeviceCharacteristics = { place in
      LogFile.passed(place) { $1.pointee.xDeviceCharacteristics($0) }
    }
  }

  private static func at(
    _ place: UnsafeMutablePointer<sqlite3_file>
  ) -> UnsafeMutablePointer<LogFile> {
    UnsafeMutableRawPointer(place).assumingMemoryBound(to: LogFile.self)
  }

  /// What the system's file says to `call`.
  private static func passed(_ place: UnsafeMutablePointer<sqlite3_file>?, _ call: Call) -> Int32 {
    guard let place, let methods = at(place).pointee.system else { return SQLITE_MISUSE }
    return call(at(place).pointee.file, methods)
  }

  /// The same, once all that was held back is written.
  private static func flushed(_ place: UnsafeMutablePointer<sqlite3_file>?, _ call: Call) -> Int32 {
    guard let place else { return SQLITE_MISUSE }
    let result = at(place).pointee.flush()
    return result == SQLITE_OK ? passed(place, call) : result
  }

  private typealias Call =
    (UnsafeMutablePointer<sqlite3_file>, UnsafePointer<sqlite3_io_methods>) -> Int32
}
