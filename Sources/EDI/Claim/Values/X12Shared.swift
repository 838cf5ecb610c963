/// A level above claims that many claims share without copying it.
final class X12Shared<Value: Hashable & Sendable>: Sendable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }
}

extension X12Shared: Hashable {
  static func == (left: X12Shared, right: X12Shared) -> Bool {
    left === right || left.value == right.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
