/// A column of a table.
package struct Column: Hashable, Sendable {
  /// The name: lower-case letters, digits and underscores.
  package let name: String
  /// What the column holds.
  package let kind: ColumnKind
  /// Whether a row may leave the column without a value.
  package private(set) var isOptional = false
  /// Whether the store numbers the rows itself, upwards and never twice; such a column is the key.
  package private(set) var isGenerated = false
  /// What rows that name no value receive.
  package private(set) var defaultValue: StoredValue?

  private init(_ name: String, _ kind: ColumnKind) {
    self.name = name
    self.kind = kind
  }

  /// A number that names a row.
  package static func id(_ name: String) -> Column { Column(name, .id) }
  /// An amount of money.
  package static func cents(_ name: String) -> Column { Column(name, .cents) }
  /// A civil date.
  package static func day(_ name: String) -> Column { Column(name, .day) }
  /// A moment in UTC.
  package static func instant(_ name: String) -> Column { Column(name, .instant) }
  /// A number that counts something.
  package static func integer(_ name: String) -> Column { Column(name, .integer) }
  /// Text.
  package static func text(_ name: String) -> Column { Column(name, .text) }
  /// Bytes.
  package static func blob(_ name: String) -> Column { Column(name, .blob) }
  /// Yes or no.
  package static func flag(_ name: String) -> Column { Column(name, .flag) }

  /// The same column, which a row may leave without a value.
  package var optional: Column {
    var column = self
    column.isOptional = true
    return column
  }

  /// The same column, numbered by the store; it is the key of its table by itself.
  package var generated: Column {
    var column = self
    column.isGenerated = true
    return column
  }

  /// The same column with a value for rows that name none, as a column added later needs.
  package func defaulting(to value: StoredValue) -> Column {
    var column = self
    column.defaultValue = value
    return column
  }
}
