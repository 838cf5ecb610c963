import CSQLite

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A log of ``LogFileSystem``: what is held back of it. The system's file lies behind it in memory.
///
/// SQLite makes the room for both, and one connection's thread uses them.
struct LogFile {
  /// First, where SQLite looks for the methods.
  private var seen = sqlite3_file()
  /// The system's file.
  let file: UnsafeMutablePointer<sqlite3_file>
  /// Room for what is held back, made by the first write.
  private var room: UnsafeMutableRawPointer?
  /// How many bytes are held back, and where in the file they begin.
  private var count = 0
  private var offset: Int64 = 0

  /// Thirty-one pages and what a log puts before each: SQLite's own files take less than 128 KiB at
  /// a time, and with more a byte would cost hardly less.
  static let countMax = 31 * (24 + 4_096)

  /// What SQLite must make room for besides the system's file.
  static let size = MemoryLayout<LogFile>.stride

  private init(file: UnsafeMutablePointer<sqlite3_file>) {
    self.file = file
  }

  /// Makes a file at `place`, with the system's, not open yet, behind it.
  static func initialize(
    at place: UnsafeMutablePointer<sqlite3_file>
  ) -> UnsafeMutablePointer<LogFile> {
    let raw = UnsafeMutableRawPointer(place)
    let file = (raw + size).assumingMemoryBound(to: sqlite3_file.self)
    file.pointee.pMethods = nil
    let log = raw.assumingMemoryBound(to: LogFile.self)
    log.initialize(to: LogFile(file: file))
    return log
  }

  /// The system's methods; nil while its file is not open.
  var system: UnsafePointer<sqlite3_io_methods>? { file.pointee.pMethods }

  /// Holds `source` back, or writes it when there is no room to.
  ///
  /// - Returns: SQLite's result code.
  mutating func write(_ source: UnsafeRawPointer, _ length: Int, at start: Int64) -> Int32 {
    let follows = start == offset + Int64(count) && length <= LogFile.countMax - count
    if !follows {
      let result = flush()
      guard result == SQLITE_OK else { return result }
    }
    if room == nil { room = malloc(LogFile.countMax) }
    guard length <= LogFile.countMax, let room else {
      return system?.pointee.xWrite(file, source, Int32(length), start) ?? SQLITE_MISUSE
    }
    if count == 0 { offset = start }
    (room + count).copyMemory(from: source, byteCount: length)
    count += length
    return SQLITE_OK
  }

  /// Writes what is held back.
  ///
  /// After a failure it is held back still, because SQLite may undo no more than its last statement
  /// and count on the rest: the next call writes it or fails too.
  ///
  /// - Returns: SQLite's result code.
  mutating func flush() -> Int32 {
    guard count > 0, let room else { return SQLITE_OK }
    let result = system?.pointee.xWrite(file, room, Int32(count), offset) ?? SQLITE_MISUSE
    if result == SQLITE_OK { count = 0 }
    return result
  }

  /// Forgets what is held back: the transaction that wrote it has been undone, and its place in the
  /// file may be another's by now.
  mutating func forget() {
    count = 0
  }

  /// Whether some of what is held back lies within `length` bytes from `start`.
  func holds(_ length: Int32, from start: Int64) -> Bool {
    count > 0 && start < offset + Int64(count) && offset < start + Int64(length)
  }

  /// Forgets what is held back, which no commit has made durable, and closes the system's file.
  ///
  /// - Returns: SQLite's result code.
  mutating func close() -> Int32 {
    forget()
    free(room)
    room = nil
    return system?.pointee.xClose(file) ?? SQLITE_OK
  }
}
