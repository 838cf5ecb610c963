/// What one cell of a row can hold in either driver.
@usableFromInline package enum StoredValue: Hashable, Sendable {
  /// No value.
  case null
  /// A whole number.
  case integer(Int64)
  /// Text.
  case text(String)
  /// Bytes.
  case blob([UInt8])
}
