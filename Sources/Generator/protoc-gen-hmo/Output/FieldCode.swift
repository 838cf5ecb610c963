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

  /// The statements that write `value`.
  func write(_ value: String) -> [String] {
    guard field.isRepeated else { return ["\(member) = \(writeSingle(value))"] }
    return ["\(countMember) = \(value).count", "\(member) = \(writeRepeated(value))"]
  }

  private func writeSingle(_ value: String) -> String {
    switch field.kind {
    case .bool: "\(value) ? 1 : 0"
    case .string: "writeText(\(value), arena)"
    case .bytes: "writeBytes(\(value), arena)"
    case .enum: ".init(rawValue: UInt32(bitPattern: \(value).rawValue))"
    case .message: "writeMessage(\(value), arena)"
    default: value
    }
  }

  private func writeRepeated(_ value: String) -> String {
    switch field.kind {
    case .bool: "writeBooleans(\(value), arena)"
    case .string: "writeTexts(\(value), arena)"
    case .bytes: "writeByteArrays(\(value), arena)"
    case .enum: "writeEnums(\(value), arena)"
    case .message where field.isLazy: "writeEncoded(\(value), arena)"
    case .message: "writeMessages(\(value), arena)"
    default: "writeNumbers(\(value), arena)"
    }
  }
}
