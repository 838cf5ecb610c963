import CSQLite
import Foundation
import Storage

/// A log opened as the store's connections open theirs, and what the file of it has.
final class OpenLog {
  /// What SQLite would be told.
  struct Failure: Error, Hashable {
    let result: Int32
  }

  private let folder: TemporaryFolder?
  private let path: String
  private let system: UnsafeMutablePointer<sqlite3_vfs>
  private let file: UnsafeMutablePointer<sqlite3_file>

  /// Opens a log that is not there yet.
  ///
  /// - Parameter place: A folder; by default one of its own.
  init(in place: String? = nil) throws {
    // A store makes the file system known.
    _ = try NoteStore()
    folder = place == nil ? try TemporaryFolder() : nil
    let database = (place ?? folder?.path ?? "") + "/log"
    path = database + "-wal"
    _ = FileManager.default.createFile(atPath: database, contents: nil)
    guard let system = sqlite3_vfs_find("hmo-log") else { throw Failure(result: SQLITE_NOTFOUND) }
    self.system = system
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: Int(system.pointee.szOsFile), alignment: 16)
    file = room.bindMemory(to: sqlite3_file.self, capacity: 1)
    let names = sqlite3_create_filename(database, "", path, 0, nil)
    defer { sqlite3_free_filename(names) }
    var flags: Int32 = 0
    let asked = SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    try check(
      system.pointee.xOpen(system, sqlite3_filename_wal(names), file, asked, &flags))
  }

  /// What another process would find in the file.
  var content: [UInt8] {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
  }

  /// How long the log is.
  var length: Int64 {
    get throws {
      var length: Int64 = 0
      try check(file.pointee.pMethods.pointee.xFileSize(file, &length))
      return length
    }
  }

  func write(_ bytes: [UInt8], at offset: Int64) throws {
    try check(file.pointee.pMethods.pointee.xWrite(file, bytes, Int32(bytes.count), offset))
  }

  func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try check(file.pointee.pMethods.pointee.xRead(file, &bytes, Int32(count), offset))
    return bytes
  }

  func makeDurable() throws {
    try check(file.pointee.pMethods.pointee.xSync(file, SQLITE_SYNC_NORMAL))
  }

  func cut(to length: Int64) throws {
    try check(file.pointee.pMethods.pointee.xTruncate(file, length))
  }

  func close() {
    guard let methods = file.pointee.pMethods else { return }
    _ = methods.pointee.xClose(file)
    file.pointee.pMethods = nil
  }

  deinit {
    close()
    UnsafeMutableRawPointer(file).deallocate()
  }

  private func check(_ result: Int32) throws {
    // The lowest byte says what failed, the others what was being done.
    guard result == SQLITE_OK else { throw Failure(result: result & 0xff) }
  }
}
