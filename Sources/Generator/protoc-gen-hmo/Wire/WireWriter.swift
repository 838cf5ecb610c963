/// Joins fields into an encoded message.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  /// The encoded form of fields.
  static func bytes(of fields: [WireField]) -> [UInt8] {
    var writer = WireWriter()
    for field in fields { writer.append(field) }
    return writer.bytes
  }

  private mutating func append(_ field: WireField) {
    switch field.value {
    case .number(let number):
      tag(field.number, 0)
      varint(number)
    case .fixed64(let content):
      tag(field.number, 1)
      bytes += content
    case .bytes(let content):
      tag(field.number, 2)
      varint(UInt64(content.count))
      bytes += content
    case .fixed32(let content):
      tag(field.number, 5)
      bytes += content
    }
  }

  private mutating func tag(_ number: Int, _ wireType: UInt64) {
    varint(UInt64(number) << 3 | wireType)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
