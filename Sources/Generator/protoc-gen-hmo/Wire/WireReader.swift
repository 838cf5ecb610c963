/// Splits an encoded message into its fields.
struct WireReader {
  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The fields of a message in the order of the bytes.
  static func fields(of bytes: [UInt8]) throws -> [WireField] {
    var reader = WireReader(bytes)
    var fields: [WireField] = []
    while reader.position < bytes.count {
      fields.append(try reader.nextField())
    }
    return fields
  }

  /// The numbers of a packed field.
  static func packedNumbers(of bytes: [UInt8]) throws -> [Int] {
    var reader = WireReader(bytes)
    var numbers: [Int] = []
    while reader.position < bytes.count {
      numbers.append(Int(truncatingIfNeeded: try reader.varint()))
    }
    return numbers
  }

  private mutating func nextField() throws -> WireField {
    let tag = try varint()
    let number = Int(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0: return WireField(number: number, value: .number(try varint()))
    case 1: return WireField(number: number, value: .fixed64(try take(8)))
    case 2:
      let length = try varint()
      guard length <= UInt64(bytes.count) else { throw WireReader.cutShort }
      return WireField(number: number, value: .bytes(try take(Int(length))))
    case 5: return WireField(number: number, value: .fixed32(try take(4)))
    default: throw GeneratorError("The descriptor set holds a wire type that is not supported.")
    }
  }

  private mutating func varint() throws -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 70 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw WireReader.cutShort
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    guard count <= bytes.count - position else { throw WireReader.cutShort }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private static let cutShort = GeneratorError("The descriptor set is cut short.")
}
