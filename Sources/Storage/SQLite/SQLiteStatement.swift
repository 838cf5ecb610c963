import CSQLite

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A prepared statement of one connection.
final class SQLiteStatement: RowCells {
  private let handle: OpaquePointer
  private let text: String
  private let argumentCount: Int

  /// Whether the statement changes nothing.
  let isReadOnly: Bool
  /// Whether a caller is in the middle of its rows.
  var isInUse = false
  private(set) var columnCount: Int
  /// The texts and bytes of the arguments, which SQLite reads where they are until ``reset()``.
  private let room = ArgumentRoom()

  /// Prepares `text`.
  ///
  /// - Parameter database: The connection, which outlives the statement.
  init(_ text: String, argumentCount: Int, on database: OpaquePointer) throws(StorageError) {
    var handle: OpaquePointer?
    let result = sqlite3_prepare_v3(
      database, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard result == SQLITE_OK, let handle else {
      throw StorageError(sqlite: result, statement: text)
    }
    self.handle = handle
    self.text = text
    self.argumentCount = argumentCount
    isReadOnly = sqlite3_stmt_readonly(handle) != 0
    columnCount = Int(sqlite3_column_count(handle))
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Sets the arguments, which hold until ``reset()``.
  func bind(_ arguments: [any StorableValue]) throws(StorageError) {
    guard arguments.count == argumentCount else {
      throw StorageError(
        .misuse, "the statement takes \(argumentCount) arguments, not \(arguments.count)",
        statement: text)
    }
    for index in arguments.indices {
      let result = bind(try arguments[index].storedValue(), at: Int32(index + 1))
      guard result == SQLITE_OK else { throw StorageError(sqlite: result, statement: text) }
    }
  }

  /// Goes to the next row; whether there is one.
  func step() throws(StorageError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW:
      // A statement prepared anew after a change of the schema may have other columns.
      columnCount = Int(sqlite3_column_count(handle))
      return true
    case SQLITE_DONE: return false
    default:
      let result = sqlite3_extended_errcode(sqlite3_db_handle(handle))
      throw StorageError(sqlite: result, statement: text)
    }
  }

  /// Ends the statement and forgets its arguments.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    room.clear()
  }

  func cell(at column: Int) throws(StorageError) -> StoredValue {
    let column = Int32(truncatingIfNeeded: column)
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
    case SQLITE_TEXT: return .text(try textCell(column))
    case SQLITE_BLOB: return .blob(blobCell(column))
    default:
      throw StorageError(.corrupt, "column \(column) holds a floating number", statement: text)
    }
  }

  private func textCell(_ column: Int32) throws(StorageError) -> String {
    guard let start = sqlite3_column_text(handle, column) else {
      throw StorageError(.unavailable, "the store ran out of memory", statement: text)
    }
    let count = max(0, Int(sqlite3_column_bytes(handle, column)))
    let bytes = UnsafeBufferPointer(start: start, count: count)
    // Nearly all of it is ASCII, and checking for more goes through generic code.
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw StorageError(.corrupt, "column \(column) holds text that is no UTF-8", statement: text)
    }
    return string
  }

  private func blobCell(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    let count = max(0, Int(sqlite3_column_bytes(handle, column)))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}

extension SQLiteStatement {
  private func bind(_ value: StoredValue, at index: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let number): sqlite3_bind_int64(handle, index, number)
    case .text(let text): bind(text, at: index)
    case .blob(let bytes): bind(bytes, at: index)
    }
  }

  private func bind(_ text: String, at index: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else {
        return sqlite3_bind_text(handle, index, "", 0, copied)
      }
      // Neither driver can hold U+0000 in text, and SQLite would end the text there when it compares.
      guard memchr(start, 0, bytes.count) == nil else { return SQLITE_MISMATCH }
      let held = room.hold(UnsafeRawBufferPointer(bytes))
      return sqlite3_bind_text64(
        handle, index, (held ?? UnsafeRawPointer(start)).assumingMemoryBound(to: CChar.self),
        UInt64(bytes.count), held == nil ? copied : nil, UInt8(SQLITE_UTF8))
    }
  }

  private func bind(_ bytes: [UInt8], at index: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, !buffer.isEmpty else {
        return sqlite3_bind_zeroblob(handle, index, 0)
      }
      let held = room.hold(buffer)
      return sqlite3_bind_blob64(
        handle, index, held ?? start, UInt64(buffer.count), held == nil ? copied : nil)
    }
  }
}

/// Tells SQLite to copy what it is given, as the macro `SQLITE_TRANSIENT` does.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
