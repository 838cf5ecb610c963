import CSQLite

/// A connection to a SQLite file.
///
/// Unchecked, because one thread uses it at a time: the thread that opens the store hands each
/// connection to one thread of the engine, and the last of those to end closes them all.
final class SQLiteConnection: StoreConnection, @unchecked Sendable {
  let rowsMax: Int
  private let handle: OpaquePointer
  private var statements: [SQL: SQLiteStatement] = [:]
  private var controls: [SQLiteControl: SQLiteStatement] = [:]
  private var savepoint = Savepoint.notWanted
  private var endReason: StorageError?
  private var isClosed = false

  private enum Savepoint {
    case notWanted, wanted, open
  }

  /// What is set for the whole process, before its first connection.
  private static let countsNoMemory = hmo_sqlite_count_no_memory() == SQLITE_OK

  /// Opens `path`.
  init(path: String, isReadOnly: Bool, rowsMax: Int) throws(StorageError) {
    _ = SQLiteConnection.countsNoMemory
    let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    var handle: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &handle, access | SQLITE_OPEN_NOMUTEX, LogFileSystem.name)
    guard result == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw StorageError(sqlite: result, statement: "")
    }
    sqlite3_extended_result_codes(handle, 1)
    LogFile.forgetUndone(of: handle)
    self.handle = handle
    self.rowsMax = rowsMax
  }

  deinit {
    close()
  }

  /// Closes the connection, which is not used afterwards.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    statements.removeAll()
    controls.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Whether a transaction is open; the database may have ended it by itself after a failure.
  var isInTransaction: Bool {
    sqlite3_get_autocommit(handle) == 0
  }

  func run(
    _ sql: SQL, _ arguments: [any StorableValue], onRow: (borrowing Row) throws -> Bool
  ) throws -> Int {
    let statement = try preparedStatement(sql)
    if !statement.isReadOnly { try prepareToWrite() }
    statement.isInUse = true
    defer {
      statement.reset()
      statement.isInUse = false
    }
    try statement.bind(arguments)
    while try step(statement) {
      guard try onRow(Row(statement)) else { break }
    }
    return statement.isReadOnly ? 0 : Int(sqlite3_changes64(handle))
  }

  /// Begins or ends work.
  func control(_ control: SQLiteControl) throws(StorageError) {
    let statement: SQLiteStatement
    if let known = controls[control] {
      statement = known
    } else {
      statement = try SQLiteStatement(control.rawValue, argumentCount: 0, on: handle)
      controls[control] = statement
    }
    defer { statement.reset() }
    _ = try statement.step()
  }

  /// Rows that this connection has inserted, changed or deleted.
  var rowsChanged: Int64 { sqlite3_total_changes64(handle) }

  /// Runs text that the store itself made: pragmas and the schema.
  func table(_ text: String) throws(StorageError) -> [[StoredValue]] {
    let statement = try SQLiteStatement(text, argumentCount: 0, on: handle)
    var rows: [[StoredValue]] = []
    while try statement.step() {
      var row: [StoredValue] = []
      for column in 0..<statement.columnCount { row.append(try statement.cell(at: column)) }
      rows.append(row)
    }
    return rows
  }

  private func preparedStatement(_ sql: SQL) throws(StorageError) -> SQLiteStatement {
    if let known = statements[sql], !known.isInUse { return known }
    let text = try StatementText(sql.text)
    let statement = try SQLiteStatement(
      text.sqlite, argumentCount: text.argumentCount, on: handle)
    if statements[sql] == nil { statements[sql] = statement }
    return statement
  }

  private func step(_ statement: SQLiteStatement) throws(StorageError) -> Bool {
    do throws(StorageError) {
      return try statement.step()
    } catch {
      if !isInTransaction { endReason = error }
      throw error
    }
  }

  /// Whether the transaction is still open that callers share.
  ///
  /// - Throws: Why the database ended it.
  func checkTransaction() throws(StorageError) {
    guard !isInTransaction else { return }
    throw endReason
      ?? StorageError(.unavailable, "the transaction has ended after a failure of the store")
  }

  private func prepareToWrite() throws(StorageError) {
    try checkTransaction()
    guard case .wanted = savepoint else { return }
    try control(.setSavepoint)
    savepoint = .open
  }
}

extension SQLiteConnection {
  /// Begins the work of one caller within a transaction.
  ///
  /// The savepoint is set by the caller's first changing statement, so that a caller that finds
  /// nothing to change costs none.
  ///
  /// - Parameter isApart: Whether its work must be told from that of other callers.
  func beginCaller(isApart: Bool) {
    savepoint = isApart ? .wanted : .notWanted
    endReason = nil
  }

  /// Ends the work of one caller, keeping or undoing it.
  ///
  /// - Throws: When the whole group is lost.
  func endCaller(isKept: Bool) throws(StorageError) {
    defer { savepoint = .notWanted }
    try checkTransaction()
    switch savepoint {
    case .wanted: return
    case .notWanted:
      if !isKept { try control(.rollback) }
    case .open:
      if !isKept { try control(.undoSavepoint) }
      try control(.keepSavepoint)
    }
  }

  /// Ends an open transaction, whatever state it is in.
  func abandonTransaction() {
    guard isInTransaction else { return }
    // A rollback fails only when the database has rolled back already.
    _ = try? control(.rollback)
  }
}

extension SQLiteConnection {
  /// Moves what the log holds to the file, without waiting for readers or writers.
  func checkpoint() throws(StorageError) {
    let result = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    guard result == SQLITE_OK || result & 0xff == SQLITE_BUSY else {
      throw StorageError(sqlite: result, statement: "")
    }
  }

  /// Has `gauge` follow the number of pages in the log, and no commit move the log by itself.
  ///
  /// - Parameter gauge: Must live until ``stopFollowing()``.
  func follow(_ gauge: LogGauge) {
    sqlite3_wal_hook(handle, LogGauge.follow, Unmanaged.passUnretained(gauge).toOpaque())
  }

  /// Forgets the gauge.
  func stopFollowing() {
    sqlite3_wal_hook(handle, nil, nil)
  }

  func violations(max count: Int) throws(StorageError) -> [StoreViolation] {
    let count = min(max(count, 1), 10_000)
    do throws(StorageError) {
      let pages = try table("PRAGMA integrity_check(\(count))")
      let references = try table("PRAGMA foreign_key_check")
      return Array(
        (pages.compactMap(SQLiteConnection.damage)
          + references.map(SQLiteConnection.reference)).prefix(count))
    } catch {
      guard error.code == .corrupt else { throw error }
      return [StoreViolation(rule: "STORE-INTEGRITY", message: error.message)]
    }
  }

  /// What the check says names pages, rows by number, and tables; never a cell.
  private static func damage(_ row: [StoredValue]) -> StoreViolation? {
    guard case .text(let finding) = row.first, finding != "ok" else { return nil }
    return StoreViolation(rule: "STORE-INTEGRITY", message: finding)
  }

  private static func reference(_ row: [StoredValue]) -> StoreViolation {
    var message = "a row refers to a row that is not there"
    if row.count > 2, case .text(let table) = row[0], case .text(let parent) = row[2] {
      message = "a row of \(table) refers to a row of \(parent) that is not there"
    }
    return StoreViolation(rule: "STORE-REFERENCE", message: message)
  }
}
