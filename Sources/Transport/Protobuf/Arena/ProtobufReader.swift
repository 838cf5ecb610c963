/// Turns the text and bytes of C structs into Swift values and remembers the first failure.
///
/// It does not throw, so that generated code is a straight line; whoever decoded a message asks for
/// ``failure`` once at the end.
public struct ProtobufReader {
  /// The first failure, or nothing.
  public private(set) var failure: ProtobufError?

  /// Makes a reader without a failure.
  public init() {}

  /// A text, which must be UTF-8 without U+0000.
  ///
  /// - Parameter field: The full name of the field, for the error.
  public mutating func text(
    _ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ field: StaticString
  ) -> String {
    guard let start, count > 0 else { return "" }
    let bytes = UnsafeBufferPointer(start: start, count: count)
    if ProtobufReader.isPlain(bytes) { return String(decoding: bytes, as: UTF8.self) }
    guard !bytes.contains(0) else {
      return refuse("The text holds U+0000.", field)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return refuse("The text is not UTF-8.", field)
    }
    return text
  }

  /// Bytes as they are.
  public func bytes(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> [UInt8] {
    guard let start, count > 0 else { return [] }
    return [UInt8](UnsafeBufferPointer(start: start, count: count))
  }

  /// The number of a message that holds nothing else, as it stands on the wire; 0 when it does not.
  ///
  /// - Parameters:
  ///   - number: The number of its field.
  ///   - isTwice: Whether its parent holds another one, which no encoder writes; see
  ///     ``StructureCheck``.
  public mutating func singleNumber(
    _ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ number: UInt32, isTwice: Bool,
    _ field: StaticString
  ) -> UInt64 {
    do throws(ProtobufError) {
      guard !isTwice else { throw ProtobufError(.malformed, "The sub-message stands twice.") }
      var content = WireReader(
        UnsafeRawBufferPointer(start: start, count: start.map { _ in count } ?? 0))
      var value: UInt64 = 0
      while let tag = try content.nextTag() {
        if tag.number != number {
          try content.skip(tag.wireType)
        } else if tag.wireType == .varint {
          value = try content.varint()
        } else {
          throw ProtobufError(.malformed, "The wire type is not the field's.")
        }
      }
      return value
    } catch {
      if failure == nil { failure = ProtobufError(error.code, error.message, field: "\(field)") }
      return 0
    }
  }

  /// Whether all bytes are ASCII and none is 0, which spares most texts the slower check.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    let high: UInt64 = 0x8080_8080_8080_8080
    var index = 0
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A borrow out of a byte that is 0 sets its highest bit; ASCII has no other.
      guard (word | (word &- 0x0101_0101_0101_0101)) & high == 0 else { return false }
      index += 8
    }
    while index < raw.count {
      guard (1..<0x80).contains(raw[index]) else { return false }
      index += 1
    }
    return true
  }

  private mutating func refuse(_ message: String, _ field: StaticString) -> String {
    if failure == nil {
      failure = ProtobufError(.invalidText, message, field: "\(field)")
    }
    return ""
  }
}
