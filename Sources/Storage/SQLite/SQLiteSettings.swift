/// What a connection must be set to, read back because SQLite ignores what it does not accept.
struct SQLiteSettings {
  let configuration: StoreConfiguration

  /// Sets up the connection that writes.
  ///
  /// - Throws: ``StorageError/Code/configuration`` when the file cannot be made durable.
  func prepareWriter(_ connection: SQLiteConnection) throws(StorageError) {
    try set("busy_timeout", Int64(configuration.busyTimeoutMilliseconds), on: connection)
    guard try connection.table("PRAGMA journal_mode = WAL") == [[.text("wal")]] else {
      throw StorageError(
        .configuration, "the file system of the store does not allow a write-ahead log")
    }
    try set("synchronous", 2, on: connection)
    // SQLite 3.40 forgets checksums of pages that went to the log before a savepoint was undone, and a
    // crash then loses what is committed after. The pages of a transaction therefore stay in memory.
    try set("cache_spill", 0, on: connection)
    try set("foreign_keys", 1, on: connection)
    try set("wal_autocheckpoint", 0, on: connection)
    try set("journal_size_limit", Int64(configuration.checkpointPages) * 16_384, on: connection)
    try setCommon(on: connection)
    if let pagesMax = configuration.filePagesMax {
      _ = try connection.table("PRAGMA max_page_count = \(pagesMax)")
    }
  }

  /// Sets up a connection that only reads.
  func prepareReader(_ connection: SQLiteConnection) throws(StorageError) {
    try set("busy_timeout", Int64(configuration.busyTimeoutMilliseconds), on: connection)
    try set("query_only", 1, on: connection)
    try setCommon(on: connection)
  }

  /// Sets up the connection that moves the log to the file.
  func prepareCheckpointer(_ connection: SQLiteConnection) throws(StorageError) {
    try set("busy_timeout", Int64(configuration.busyTimeoutMilliseconds), on: connection)
    try set("synchronous", 2, on: connection)
    try set("wal_autocheckpoint", 0, on: connection)
  }

  private func setCommon(on connection: SQLiteConnection) throws(StorageError) {
    // Temporary tables and sorters stay in memory, so that no member data lies in a stray file.
    try set("temp_store", 2, on: connection)
    try set("trusted_schema", 0, on: connection)
    try set("cell_size_check", 1, on: connection)
    try set("cache_size", -16_384, on: connection)
  }

  private func set(
    _ name: String, _ value: Int64, on connection: SQLiteConnection
  ) throws(StorageError) {
    _ = try connection.table("PRAGMA \(name) = \(value)")
    guard try connection.table("PRAGMA \(name)") == [[.integer(value)]] else {
      throw StorageError(.configuration, "this SQLite does not keep the setting \(name) = \(value)")
    }
  }
}
