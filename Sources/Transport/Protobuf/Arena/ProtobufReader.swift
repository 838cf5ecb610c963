#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
    guard memchr(start, 0, count) == nil else {
      return refuse("The text holds U+0000.", field)
    }
    let bytes = UnsafeBufferPointer(start: start, count: count)
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

  private mutating func refuse(_ message: String, _ field: StaticString) -> String {
    if failure == nil {
      failure = ProtobufError(.invalidText, message, field: "\(field)")
    }
    return ""
  }
}
