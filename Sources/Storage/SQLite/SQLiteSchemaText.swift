/// Renders the words of a schema for SQLite.
enum SQLiteSchemaText {
  /// The statement for one step.
  ///
  /// - Throws: ``StorageError/Code/schema`` for a name or column that neither driver accepts.
  static func render(_ step: Migration.Step) throws(StorageError) -> String {
    switch step {
    case .createTable(let table): return try render(table)
    case .createIndex(let index): return try render(index)
    case .addColumn(let table, let column):
      guard column.isOptional || column.defaultValue != nil, !column.isGenerated else {
        throw StorageError(.schema, "a column added to \(table) is neither optional nor defaulted")
      }
      return "ALTER TABLE \(try name(table)) ADD COLUMN \(try render(column))"
    case .run(let statement): return try StatementText(statement.text).sqlite
    }
  }

  private static func render(_ table: Table) throws(StorageError) -> String {
    var parts: [String] = []
    for column in table.columns { parts.append(try render(column)) }
    if !table.primaryKey.isEmpty {
      parts.append("PRIMARY KEY (\(try names(table.primaryKey)))")
    }
    for columns in table.unique { parts.append("UNIQUE (\(try names(columns)))") }
    for key in table.foreignKeys {
      parts.append(
        "FOREIGN KEY (\(try names(key.columns))) REFERENCES \(try name(key.table)) "
          + "(\(try names(key.referenced)))")
    }
    let options = table.isClustered ? "STRICT, WITHOUT ROWID" : "STRICT"
    return "CREATE TABLE \(try name(table.name)) (\(parts.joined(separator: ", "))) \(options)"
  }

  private static func render(_ index: Index) throws(StorageError) -> String {
    "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(try name(index.name)) "
      + "ON \(try name(index.table)) (\(try names(index.columns)))"
  }

  private static func render(_ column: Column) throws(StorageError) -> String {
    let quoted = try name(column.name)
    if column.isGenerated {
      guard column.kind == .id, !column.isOptional else {
        throw StorageError(.schema, "a generated column is an id that every row has")
      }
      return "\(quoted) INTEGER PRIMARY KEY AUTOINCREMENT"
    }
    var text = "\(quoted) \(type(of: column.kind))"
    if !column.isOptional { text += " NOT NULL" }
    if let value = column.defaultValue { text += " DEFAULT \(literal(value))" }
    if column.kind == .flag { text += " CHECK (\(quoted) IN (0, 1))" }
    return text
  }

  private static func type(of kind: ColumnKind) -> String {
    switch kind {
    case .id, .cents, .day, .instant, .integer, .flag: "INTEGER"
    case .text: "TEXT"
    case .blob: "BLOB"
    }
  }

  private static func literal(_ value: StoredValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .text(let text):
      "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    case .blob(let bytes):
      "X'\(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())'"
    }
  }

  private static func names(_ names: [String]) throws(StorageError) -> String {
    var quoted: [String] = []
    for name in names { quoted.append(try self.name(name)) }
    return quoted.joined(separator: ", ")
  }

  private static func name(_ name: String) throws(StorageError) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5f
    }
    guard isPlain, (1...60).contains(name.utf8.count), let first = name.utf8.first,
      (0x61...0x7a).contains(first)
    else {
      throw StorageError(
        .schema, "a name in a schema is 1 to 60 lower-case letters, digits and underscores")
    }
    return "\"\(name)\""
  }
}
