/// The connections of one store, opened and set up in the order that SQLite needs.
struct SQLiteConnections: Sendable {
  let writer: SQLiteConnection
  let readers: [SQLiteConnection]
  let checkpointer: SQLiteConnection

  /// Opens the writer, brings the file up to date, then opens the others.
  init(_ configuration: StoreConfiguration, schema: StoreSchema) throws(StorageError) {
    let settings = SQLiteSettings(configuration: configuration)
    let path = configuration.path
    let rowsMax = configuration.rowsMax
    writer = try SQLiteConnection(path: path, isReadOnly: false, rowsMax: rowsMax)
    try settings.prepareWriter(writer)
    try SQLiteMigrator(connection: writer, schema: schema).run()
    var readers: [SQLiteConnection] = []
    for _ in 0..<configuration.readerCount {
      let reader = try SQLiteConnection(path: path, isReadOnly: true, rowsMax: rowsMax)
      try settings.prepareReader(reader)
      readers.append(reader)
    }
    self.readers = readers
    checkpointer = try SQLiteConnection(path: path, isReadOnly: false, rowsMax: rowsMax)
    try settings.prepareCheckpointer(checkpointer)
  }

  /// Every connection, the writer last: only it may remove the log.
  var inClosingOrder: [SQLiteConnection] {
    readers + [checkpointer, writer]
  }
}
