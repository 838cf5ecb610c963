import CSQLite
import TestKit

/// The file of a store whose process is stopped, in the hands of somebody who may write it.
enum StoreFile {
  /// Runs statements on the file.
  static func run(_ statements: String, on path: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close_v2(connection) }
    guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      sqlite3_exec(connection, statements, nil, nil, nil) == SQLITE_OK
    else { throw TestSuiteError("the file of a store cannot be changed") }
  }
}
