extension Migration {
  /// A number that changes with the migration.
  ///
  /// It is FNV-1a over a plain description that no driver and no release of the renderer takes part
  /// in. It finds a migration edited after its release; it is no defence against a forger, who could
  /// write the table of applied migrations as well.
  var digest: Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in ([name] + steps.map(\.canonical)).joined(separator: "\n").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }
}

extension Migration.Step {
  fileprivate var canonical: String {
    switch self {
    case .createTable(let table): "table \(table.canonical)"
    case .createIndex(let index):
      "index \(index.name) \(index.table) \(index.columns.canonical) \(index.isUnique)"
    case .addColumn(let table, let column): "column \(table) \(column.canonical)"
    case .run(let statement): "run \(statement.text)"
    }
  }
}

extension Table {
  fileprivate var canonical: String {
    let parts: [String] =
      [name] + columns.map(\.canonical) + ["key \(primaryKey.canonical)"]
      + unique.map { "unique \($0.canonical)" }
      + foreignKeys.map {
        "refers \($0.columns.canonical) \($0.table) \($0.referenced.canonical)"
      }
    return parts.joined(separator: "|") + (isClustered ? "|clustered" : "")
  }
}

extension Column {
  fileprivate var canonical: String {
    let value =
      switch defaultValue {
      case .none: ""
      case .null: " = null"
      case .integer(let number): " = \(number)"
      case .text(let text): " = '\(text)'"
      case .blob(let bytes): " = \(bytes)"
      }
    return "\(name) \(kind.rawValue) \(isOptional) \(isGenerated)\(value)"
  }
}

extension [String] {
  fileprivate var canonical: String { joined(separator: ",") }
}
