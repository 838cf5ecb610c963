/// A value that a cell can hold: an argument of a statement, and what is read back from a row.
///
/// Both ways are checked, so that a value outside its range is neither stored nor believed.
@usableFromInline package protocol StorableValue {
  /// The cell for this value.
  ///
  /// - Throws: ``StorageError/Code/refused`` for a value that lies outside what may be stored.
  func storedValue() throws(StorageError) -> StoredValue

  /// Reads a cell, or gives nothing when it holds another type or a value out of range.
  init?(storedValue: StoredValue)
}

extension Int64: StorableValue {
  @inlinable package func storedValue() -> StoredValue { .integer(self) }

  @inlinable package init?(storedValue: StoredValue) {
    guard case .integer(let number) = storedValue else { return nil }
    self = number
  }
}

extension StorableValue where Self: FixedWidthInteger {
  @inlinable package func storedValue() throws(StorageError) -> StoredValue {
    guard let number = Int64(exactly: self) else {
      throw StorageError(.refused, "a whole number is beyond 64 bits with a sign")
    }
    return .integer(number)
  }

  @inlinable package init?(storedValue: StoredValue) {
    guard case .integer(let number) = storedValue else { return nil }
    self.init(exactly: number)
  }
}

extension Int: StorableValue {}
extension Int32: StorableValue {}
extension UInt32: StorableValue {}
extension UInt8: StorableValue {}

extension Bool: StorableValue {
  @inlinable package func storedValue() -> StoredValue { .integer(self ? 1 : 0) }

  @inlinable package init?(storedValue: StoredValue) {
    switch storedValue {
    case .integer(0): self = false
    case .integer(1): self = true
    case .integer, .null, .text, .blob: return nil
    }
  }
}

extension String: StorableValue {
  @inlinable package func storedValue() -> StoredValue { .text(self) }

  @inlinable package init?(storedValue: StoredValue) {
    guard case .text(let text) = storedValue else { return nil }
    self = text
  }
}

extension [UInt8]: StorableValue {
  @inlinable package func storedValue() -> StoredValue { .blob(self) }

  @inlinable package init?(storedValue: StoredValue) {
    guard case .blob(let bytes) = storedValue else { return nil }
    self = bytes
  }
}

extension Optional: StorableValue where Wrapped: StorableValue {
  @inlinable package func storedValue() throws(StorageError) -> StoredValue {
    switch self {
    case .none: .null
    case .some(let value): try value.storedValue()
    }
  }

  @inlinable package init?(storedValue: StoredValue) {
    if case .null = storedValue {
      self = .none
    } else {
      guard let value = Wrapped(storedValue: storedValue) else { return nil }
      self = .some(value)
    }
  }
}

extension StorableValue where Self: RawRepresentable, RawValue: StorableValue {
  @inlinable package func storedValue() throws(StorageError) -> StoredValue {
    try rawValue.storedValue()
  }

  @inlinable package init?(storedValue: StoredValue) {
    guard let raw = RawValue(storedValue: storedValue) else { return nil }
    self.init(rawValue: raw)
  }
}
