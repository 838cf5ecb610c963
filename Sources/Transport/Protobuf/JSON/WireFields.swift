/// The values of an encoded message by field number.
struct WireFields {
  /// One value as it stands on the wire.
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes(UnsafeRawBufferPointer)
  }

  private var values: [UInt32: [Value]] = [:]

  init(_ bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
    var reader = WireReader(bytes)
    while let tag = try reader.nextTag() {
      values[tag.number, default: []].append(try WireFields.value(tag.wireType, &reader))
    }
  }

  /// The values of a field in the order of the wire, those of packed fields one by one.
  func values(of field: FieldDescriptor) throws(ProtobufError) -> [Value] {
    let found = values[UInt32(bitPattern: field.number)] ?? []
    guard let wireType = field.kind.wireType else {
      throw ProtobufError(.unknownType, "Groups are not supported.")
    }
    var result: [Value] = []
    for value in found {
      if value.wireType == wireType {
        result.append(value)
      } else if field.isRepeated, field.kind.isPackable, case .bytes(let packed) = value {
        try WireFields.unpack(packed, wireType, into: &result)
      } else {
        throw ProtobufError(.malformed, "The wire type is not the field's.")
      }
    }
    return result
  }

  private static func unpack(
    _ packed: UnsafeRawBufferPointer, _ wireType: WireType, into values: inout [Value]
  ) throws(ProtobufError) {
    var reader = WireReader(packed)
    while !reader.isAtEnd { values.append(try value(wireType, &reader)) }
  }

  private static func value(
    _ wireType: WireType, _ reader: inout WireReader
  ) throws(ProtobufError) -> Value {
    switch wireType {
    case .varint: .varint(try reader.varint())
    case .fixed64: .fixed64(try reader.fixed64())
    case .lengthDelimited: .bytes(try reader.lengthDelimited())
    case .fixed32: .fixed32(try reader.fixed32())
    }
  }
}

extension WireFields.Value {
  /// The layout it had.
  var wireType: WireType {
    switch self {
    case .varint: .varint
    case .fixed64: .fixed64
    case .bytes: .lengthDelimited
    case .fixed32: .fixed32
    }
  }

  /// The 64 bits of a number, a shorter one filled with zeros; 0 for bytes.
  var bits: UInt64 {
    switch self {
    case .varint(let value), .fixed64(let value): value
    case .fixed32(let value): UInt64(value)
    case .bytes: 0
    }
  }

  /// The bytes after a length; none for a number.
  var content: UnsafeRawBufferPointer {
    if case .bytes(let bytes) = self { bytes } else { UnsafeRawBufferPointer(start: nil, count: 0) }
  }

  /// Whether it is what an unset field means.
  var isDefault: Bool { bits == 0 && content.isEmpty }
}
