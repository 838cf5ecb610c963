extension UnsafeRawBufferPointer {
  /// Whether the bytes are exactly the text; allocates nothing.
  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && starts(with: text)
  }

  /// Whether the bytes begin with the text.
  func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length, let base = baseAddress else { return length == 0 }
    return UnsafeRawBufferPointer(start: base, count: length)
      .elementsEqual(UnsafeRawBufferPointer(start: text.utf8Start, count: length))
  }

  /// Whether the bytes are exactly the UTF-8 of the text.
  func equals(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    return text.utf8.withContiguousStorageIfAvailable { other in
      self.elementsEqual(UnsafeRawBufferPointer(other))
    } ?? self.elementsEqual(text.utf8)
  }
}
