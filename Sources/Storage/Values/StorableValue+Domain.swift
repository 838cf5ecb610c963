package import Domain

extension Money: StorableValue {
  package func storedValue() throws(StorageError) -> StoredValue {
    guard Money(checkedCents: cents) != nil else {
      throw StorageError(.refused, "an amount lies beyond the largest that is stored")
    }
    return .integer(cents)
  }

  package init?(storedValue: StoredValue) {
    guard case .integer(let cents) = storedValue else { return nil }
    self.init(checkedCents: cents)
  }
}

extension Day: StorableValue {
  package func storedValue() throws(StorageError) -> StoredValue {
    guard Day(checkedNumber: number) != nil else {
      throw StorageError(.refused, "a day lies outside 1800-01-01 to 9999-12-31")
    }
    return .integer(Int64(number))
  }

  package init?(storedValue: StoredValue) {
    guard let number = Int32(storedValue: storedValue) else { return nil }
    self.init(checkedNumber: number)
  }
}

extension Instant: StorableValue {
  package func storedValue() -> StoredValue { .integer(microseconds) }

  package init?(storedValue: StoredValue) {
    guard case .integer(let microseconds) = storedValue else { return nil }
    self.init(microseconds: microseconds)
  }
}

extension Quantity: StorableValue {
  package func storedValue() throws(StorageError) -> StoredValue {
    guard Quantity(checkedThousandths: thousandths) != nil else {
      throw StorageError(.refused, "a quantity is negative or beyond the largest that is stored")
    }
    return .integer(thousandths)
  }

  package init?(storedValue: StoredValue) {
    guard case .integer(let thousandths) = storedValue else { return nil }
    self.init(checkedThousandths: thousandths)
  }
}

extension BasisPoints: StorableValue {
  package func storedValue() throws(StorageError) -> StoredValue {
    guard BasisPoints(checked: Int64(value)) != nil else {
      throw StorageError(.refused, "a rate is not between 0 and 100 percent")
    }
    return .integer(Int64(value))
  }

  package init?(storedValue: StoredValue) {
    guard case .integer(let value) = storedValue else { return nil }
    self.init(checked: value)
  }
}

extension NPI: StorableValue {
  package func storedValue() -> StoredValue { .text(digits) }

  package init?(storedValue: StoredValue) {
    guard case .text(let digits) = storedValue else { return nil }
    self.init(digits)
  }
}

extension Redacted: StorableValue where Value: StorableValue {
  package func storedValue() throws(StorageError) -> StoredValue {
    try exposed.storedValue()
  }

  package init?(storedValue: StoredValue) {
    guard let value = Value(storedValue: storedValue) else { return nil }
    self.init(value)
  }
}
