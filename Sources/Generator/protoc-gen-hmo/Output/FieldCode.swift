/// The Swift expressions that move one field between a C struct and a Swift value.
struct FieldCode {
  let field: FieldSchema
  let fullName: String
  let types: TypeNames

  init(_ field: FieldSchema, of message: MessageSchema, _ types: TypeNames) {
    self.field = field
    self.fullName = message.fullName + "." + field.name
    self.types = types
  }

  /// The name of the property or case.
  var name: String { SwiftName.property(field.name) }

  /// The Swift type of one value.
  var elementType: String {
    switch field.kind {
    case .double: "Double"
    case .float: "Float"
    case .int64, .sfixed64, .sint64: "Int64"
    case .uint64, .fixed64: "UInt64"
    case .int32, .sfixed32, .sint32: "Int32"
    case .uint32, .fixed32: "UInt32"
    case .bool: "Bool"
    case .string: "String"
    case .bytes: "[UInt8]"
    case .message where field.isLazy: "EncodedMessage<\(types[field.typeName])>"
    case .message, .enum, .group: types[field.typeName]
    }
  }

  /// Whether the field holds one message of a single number, of which C keeps the bytes.
  private var isSingleNumber: Bool {
    field.kind == .message && !field.isRepeated && field.oneofIndex == nil
      && types.singleNumbers.contains(field.typeName)
  }

  /// The declaration of the property, with its initial value.
  var declaration: String {
    if field.isRepeated { return "public var \(name): [\(elementType)] = []" }
    if field.isOptional || field.kind == .message { return "public var \(name): \(elementType)?" }
    return "public var \(name): \(elementType) = \(initialValue)"
  }

  private var initialValue: String {
    switch field.kind {
    case .bool: "false"
    case .string: "\"\""
    case .bytes: "[]"
    case .enum: elementType + "(rawValue: 0)"
    default: "0"
    }
  }

  private var member: String {
    let name = CName.member(field.name)
    return "c.pointee." + (SwiftName.usable(name) == name ? name : "`\(name)`")
  }

  private var countMember: String { "c.pointee.n_" + CName.member(field.name) }

  /// Reads the value of a field that is set; for a message an optional.
  var read: String {
    field.isRepeated ? readRepeated : readSingle
  }

  private var readSingle: String {
    switch field.kind {
    case .bool: "\(member) != 0"
    case .string: "reader.text(\(member).data, \(member).len, \"\(fullName)\")"
    case .bytes: "reader.bytes(\(member).data, \(member).len)"
    case .enum: "\(elementType)(rawValue: Int32(bitPattern: \(member).rawValue))"
    case .message where isSingleNumber:
      "readSingleNumber(\(member), \(countMember), &reader, \"\(fullName)\")"
    case .message: "readMessage(\(member), &reader)"
    default: member
    }
  }

  private var readRepeated: String {
    switch field.kind {
    case .bool: "readBooleans(\(member), \(countMember))"
    case .string: "readTexts(\(member), \(countMember), &reader, \"\(fullName)\")"
    case .bytes: "readBytes(\(member), \(countMember), reader)"
    case .enum: "readEnums(\(member), \(countMember))"
    case .message where field.isLazy: "readEncoded(\(member), \(countMember), reader)"
    case .message: "readMessages(\(member), \(countMember), &reader)"
    default: "readNumbers(\(member), \(countMember))"
    }
  }

  /// The condition that `value` is worth writing, for a field of which no presence is kept.
  func isSet(_ value: String) -> String {
    switch field.kind {
    case .bool: value
    case .string, .bytes: "!\(value).isEmpty"
    case .enum: "\(value).rawValue != 0"
    default: "\(value) != 0"
    }
  }

  /// The statement that writes `value`, set or not.
  func write(_ value: String) -> String {
    let number = field.number
    guard field.isRepeated else { return "writer.\(method)(\(number), \(argument(value)))" }
    switch field.kind {
    case .string: return "writer.texts(\(number), \(value))"
    case .bytes: return "writer.byteArrays(\(number), \(value))"
    case .message where field.isLazy: return "writer.encoded(\(number), \(value))"
    case .message: return "writer.messages(\(number), \(value))"
    case _ where field.isPacked:
      return "writer.packed(\(number), \(value)) { $0.\(method)(\(argument("$1"))) }"
    default:
      let one = "writer.\(method)(\(number), \(argument("value")))"
      return "for value in \(value).reversed() { \(one) }"
    }
  }

  /// The writer's method for one value.
  private var method: String {
    switch field.kind {
    case .double, .float, .fixed32, .fixed64, .sfixed32, .sfixed64: "fixed"
    case .sint32, .sint64: "zigZag"
    case .string: "text"
    case .bytes: "bytes"
    case .message: "message"
    default: "varint"
    }
  }

  /// What the writer takes for `value`.
  private func argument(_ value: String) -> String {
    switch field.kind {
    case .double, .float: "\(value).bitPattern"
    case .bool: "\(value) ? 1 : 0"
    case .enum: "\(value).rawValue"
    default: value
    }
  }
}
