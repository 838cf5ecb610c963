/// A value without its tag, ready for the wire.
enum WireContent {
  case varint(UInt64)
  case fixed64(UInt64)
  case fixed32(UInt32)
  case bytes([UInt8])

  /// Whether it is what an unset field means.
  var isDefault: Bool {
    switch self {
    case .varint(let value), .fixed64(let value): value == 0
    case .fixed32(let value): value == 0
    case .bytes(let bytes): bytes.isEmpty
    }
  }

  /// The layout it has.
  var wireType: WireType {
    switch self {
    case .varint: .varint
    case .fixed64: .fixed64
    case .fixed32: .fixed32
    case .bytes: .lengthDelimited
    }
  }
}

extension WireWriter {
  /// Appends a value with its tag.
  mutating func field(_ field: FieldDescriptor, _ content: WireContent) {
    tag(field.number, content.wireType)
    value(content)
  }

  /// Appends a value alone, as packed fields hold it.
  mutating func value(_ content: WireContent) {
    switch content {
    case .varint(let value): varint(value)
    case .fixed64(let value): fixed64(value)
    case .fixed32(let value): fixed32(value)
    case .bytes(let bytes): lengthDelimited(bytes)
    }
  }
}
