#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Whether the bytes are exactly the text; allocates nothing.
  ///
  /// Inlined, because most names are told apart by their length.
  @inline(__always)
  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && starts(with: text)
  }

  /// Whether the bytes begin with the text.
  func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length > 0 else { return true }
    guard count >= length, let base = baseAddress else { return false }
    return memcmp(base, text.utf8Start, length) == 0
  }

  /// Whether the bytes are exactly the UTF-8 of the text.
  func equals(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    return text.utf8.withContiguousStorageIfAvailable { other in
      guard let left = self.baseAddress, let right = other.baseAddress else { return true }
      return memcmp(left, right, other.count) == 0
    } ?? self.elementsEqual(text.utf8)
  }
}
