/// Something that queries can be asked of: a ``Reader`` or a ``Transaction``.
///
/// A query that is written against `some StoreReading` serves both.
@usableFromInline package protocol StoreReading {
  /// The connection that answers.
  var connection: any StoreConnection { get }
}

extension StoreReading {
  /// Collects what `read` makes of each row.
  ///
  /// - Throws: ``StorageError/Code/tooLarge`` beyond ``StoreConfiguration/rowsMax`` rows.
  @inlinable
  package func rows<Value>(
    _ sql: SQL, _ arguments: any StorableValue..., read: (borrowing Row) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    _ = try connection.run(sql, arguments) { row in
      guard values.count < connection.rowsMax else {
        throw StorageError(.tooLarge, "a result has more rows than are read at once")
      }
      values.append(try read(row))
      return true
    }
    return values
  }

  /// What `read` makes of the first row, or nothing when there is none.
  @inlinable
  package func first<Value>(
    _ sql: SQL, _ arguments: any StorableValue..., read: (borrowing Row) throws -> Value
  ) throws -> Value? {
    var value: Value?
    _ = try connection.run(sql, arguments) { row in
      value = try read(row)
      return false
    }
    return value
  }

  /// Hands each row to `body` without keeping any.
  @inlinable
  package func forEach(
    _ sql: SQL, _ arguments: any StorableValue..., body: (borrowing Row) throws -> Void
  ) throws {
    _ = try connection.run(sql, arguments) { row in
      try body(row)
      return true
    }
  }
}
