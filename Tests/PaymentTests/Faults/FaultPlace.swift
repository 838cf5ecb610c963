/// Where a store can be damaged: every row of every table, and its columns that hold numbers.
struct FaultPlace {
  /// The table.
  let table: String
  /// Which row, as a condition of a statement.
  let row: String
  /// The columns of the row that hold a number, with that number.
  let numbers: [(column: String, value: Int64)]

  /// Every place of a store, found by asking the database what it holds.
  static func all(in database: RawDatabase) throws -> [FaultPlace] {
    let tables = try database.rows(
      """
      SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
      ORDER BY name
      """)
    return try tables.flatMap { try places(in: $0[0], database) }
  }

  private static func places(in table: String, _ database: RawDatabase) throws -> [FaultPlace] {
    let columns = try database.rows("PRAGMA table_info(\"\(table)\")")
    let keys = columns.filter { $0[5] != "0" }.map { $0[1] }
    let numbers = columns.filter { $0[2] == "INTEGER" }.map { $0[1] }
    let cells = keys.map { "quote(\"\($0)\")" } + numbers.map { "quote(\"\($0)\")" }
    let order = keys.map { "\"\($0)\"" }.joined(separator: ", ")
    let rows = try database.rows(
      "SELECT \(cells.joined(separator: ", ")) FROM \"\(table)\" ORDER BY \(order)")
    return rows.map { row in
      let condition = zip(keys, row).map { "\"\($0)\" = \($1)" }.joined(separator: " AND ")
      let values = zip(numbers, row.dropFirst(keys.count)).compactMap { column, text in
        Int64(text).map { (column: column, value: $0) }
      }
      return FaultPlace(table: table, row: condition, numbers: values)
    }
  }
}
