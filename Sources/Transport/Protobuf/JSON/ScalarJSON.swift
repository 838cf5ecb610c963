/// Reads the JSON of a field that holds no message.
struct ScalarJSON {
  let pool: DescriptorPool
  let path: JSONPath
  let field: FieldDescriptor

  func content(of value: JSONValue) throws(ProtobufError) -> WireContent {
    switch field.kind {
    case .double: .fixed64(try floatingPoint(value, Double.self).bitPattern)
    case .float: .fixed32(try floatingPoint(value, Float.self).bitPattern)
    case .int64: .varint(UInt64(bitPattern: try integer(value, Int64.self)))
    case .uint64: .varint(try integer(value, UInt64.self))
    case .int32: .varint(UInt64(bitPattern: Int64(try integer(value, Int32.self))))
    case .uint32: .varint(UInt64(try integer(value, UInt32.self)))
    case .sint32: .varint(ZigZag.encode(Int64(try integer(value, Int32.self))))
    case .sint64: .varint(ZigZag.encode(try integer(value, Int64.self)))
    case .fixed64: .fixed64(try integer(value, UInt64.self))
    case .fixed32: .fixed32(try integer(value, UInt32.self))
    case .sfixed64: .fixed64(UInt64(bitPattern: try integer(value, Int64.self)))
    case .sfixed32: .fixed32(UInt32(bitPattern: try integer(value, Int32.self)))
    case .bool: .varint(try boolean(value) ? 1 : 0)
    case .string: .bytes(try text(value))
    case .bytes: .bytes(try bytes(value))
    case .enum: .varint(UInt64(bitPattern: Int64(try enumeration(value))))
    case .message, .group: throw path.error(.unknownType, "The type is not supported.")
    }
  }

  /// A value that must be there.
  static func wanted(
    _ content: WireContent?, _ path: JSONPath
  ) throws(ProtobufError) -> WireContent {
    guard let content else { throw path.error(.invalidValue, "An element is missing.") }
    return content
  }

  private func integer<Number: FixedWidthInteger>(
    _ value: JSONValue, _ type: Number.Type
  ) throws(ProtobufError) -> Number {
    switch value {
    case .number(let digits), .text(let digits):
      guard let number = WholeNumber.read(digits, type) else { fallthrough }
      return number
    case .null, .boolean, .array, .object:
      throw path.error(
        .invalidValue, "The value must be a whole number from \(Number.min) to \(Number.max).")
    }
  }

  private func floatingPoint<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ value: JSONValue, _ type: Number.Type
  ) throws(ProtobufError) -> Number {
    switch value {
    case .text("NaN"): return .nan
    case .text("Infinity"): return .infinity
    case .text("-Infinity"): return -.infinity
    case .number(let digits), .text(let digits):
      guard JSONReader.isNumber(digits), let number = Number(digits), number.isFinite else {
        fallthrough
      }
      return number
    case .null, .boolean, .array, .object:
      throw path.error(.invalidValue, "The value must be a number that its field can hold.")
    }
  }

  private func boolean(_ value: JSONValue) throws(ProtobufError) -> Bool {
    guard case .boolean(let boolean) = value else {
      throw path.error(.invalidValue, "The value must be true or false.")
    }
    return boolean
  }

  private func text(_ value: JSONValue) throws(ProtobufError) -> [UInt8] {
    guard case .text(let text) = value else {
      throw path.error(.invalidValue, "The value must be a text.")
    }
    let bytes = Array(text.utf8)
    guard !bytes.contains(0) else {
      throw path.error(.invalidText, "The text holds U+0000.")
    }
    return bytes
  }

  private func bytes(_ value: JSONValue) throws(ProtobufError) -> [UInt8] {
    guard case .text(let text) = value, let bytes = Base64.decode(text) else {
      throw path.error(.invalidValue, "The value must be a text in Base64.")
    }
    return bytes
  }

  private func enumeration(_ value: JSONValue) throws(ProtobufError) -> Int32 {
    switch value {
    case .text(let name):
      guard let number = pool.enumeration(named: field.typeName)?.number(of: name) else {
        throw path.error(.invalidValue, "\(field.typeName) has no value of that name.")
      }
      return number
    case .null, .boolean, .number, .array, .object:
      return try integer(value, Int32.self)
    }
  }
}
