/// One field of an encoded message as it stands in the bytes.
struct WireField {
  /// The value after the tag.
  enum Value {
    case number(UInt64)
    case fixed64([UInt8])
    case bytes([UInt8])
    case fixed32([UInt8])
  }

  let number: Int
  let value: Value

  /// The value as a number; 0 when it is none.
  var asNumber: UInt64 {
    if case .number(let number) = value { number } else { 0 }
  }

  /// The value as bytes; empty when it is none.
  var asBytes: [UInt8] {
    if case .bytes(let bytes) = value { bytes } else { [] }
  }

  /// The value as text.
  var asText: String { String(decoding: asBytes, as: UTF8.self) }
}
