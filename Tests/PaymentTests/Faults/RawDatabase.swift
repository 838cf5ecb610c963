import CSQLite
import Foundation
import Testing

/// The file of a closed store in the hands of somebody who does not go through the store.
///
/// Nothing that the schema demands is asked for here: neither references nor conditions of a column.
final class RawDatabase {
  private var connection: OpaquePointer?

  init(_ path: String) throws {
    try #require(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    try run("PRAGMA synchronous = OFF")
    try run("PRAGMA foreign_keys = OFF")
    try run("PRAGMA ignore_check_constraints = ON")
  }

  deinit {
    sqlite3_close_v2(connection)
  }

  /// Runs one statement and says whether the database took it.
  @discardableResult
  func take(_ statement: String) -> Bool {
    sqlite3_exec(connection, statement, nil, nil, nil) == SQLITE_OK
  }

  /// Runs one statement that must not fail.
  func run(_ statement: String) throws {
    try #require(take(statement), "\(statement): \(String(cString: sqlite3_errmsg(connection)))")
  }

  /// The rows of a query, each cell as text.
  func rows(_ query: String) throws -> [[String]] {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    try #require(
      sqlite3_prepare_v2(connection, query, -1, &statement, nil) == SQLITE_OK, "\(query)")
    var rows: [[String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
        })
    }
    return rows
  }
}
