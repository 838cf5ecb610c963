/// The words in which a schema says what a column holds; each driver has its own type for each.
package enum ColumnKind: String, Hashable, Sendable, CaseIterable {
  /// A 64-bit number that names a row.
  case id
  /// An amount of money in whole cents.
  case cents
  /// A civil date as the number of days since 1970-01-01.
  case day
  /// A moment in UTC in microseconds since 1970-01-01.
  case instant
  /// A 64-bit number that counts something.
  case integer
  /// Text in UTF-8.
  case text
  /// Bytes.
  case blob
  /// Yes or no.
  case flag
}
