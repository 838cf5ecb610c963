/// Reads an encoded `FileDescriptorProto`.
struct DescriptorReader {
  /// What a file declares.
  struct Contents {
    var file: FileDescriptor
    var messages: [MessageDescriptor] = []
    var enums: [EnumDescriptor] = []
    var services: [ServiceDescriptor] = []
    var symbols: [String] = []
  }

  /// How deep messages may be nested in messages.
  private static let nestingMax = 32

  private var contents: Contents

  static func read(_ bytes: [UInt8]) throws(ProtobufError) -> Contents {
    let fields = try DescriptorFields(bytes)
    let package = fields.text(2)
    let file = FileDescriptor(
      path: fields.text(1), package: package, dependencies: fields.texts(3), bytes: bytes)
    var reader = DescriptorReader(contents: Contents(file: file))
    let scope = package.isEmpty ? "" : package + "."
    for message in fields.each(4) { try reader.addMessage(message, scope, depth: 0) }
    for each in fields.each(5) { try reader.addEnum(each, scope) }
    for service in fields.each(6) { try reader.addService(service, scope) }
    return reader.contents
  }

  private mutating func addMessage(
    _ bytes: [UInt8], _ scope: String, depth: Int
  ) throws(ProtobufError) {
    guard depth < DescriptorReader.nestingMax else {
      throw ProtobufError(.malformed, "A descriptor is nested too deep.")
    }
    let parts = try DescriptorFields(bytes)
    let fullName = scope + parts.text(1)
    var fields: [FieldDescriptor] = []
    for field in parts.each(2) { fields.append(try DescriptorReader.field(field)) }
    var oneofs: [String] = []
    for oneof in parts.each(8) { oneofs.append(try DescriptorFields(oneof).text(1)) }
    contents.messages.append(MessageDescriptor(fullName: fullName, fields: fields, oneofs: oneofs))
    contents.symbols.append(fullName)
    contents.symbols += fields.map { fullName + "." + $0.name }
    for nested in parts.each(3) { try addMessage(nested, fullName + ".", depth: depth + 1) }
    for nested in parts.each(4) { try addEnum(nested, fullName + ".") }
  }

  private mutating func addEnum(_ bytes: [UInt8], _ scope: String) throws(ProtobufError) {
    let parts = try DescriptorFields(bytes)
    let fullName = scope + parts.text(1)
    var values: [EnumDescriptor.Value] = []
    for value in parts.each(2) {
      let value = try DescriptorFields(value)
      let number = Int32(truncatingIfNeeded: value.number(2))
      values.append(EnumDescriptor.Value(name: value.text(1), number: number))
    }
    contents.enums.append(EnumDescriptor(fullName: fullName, values: values))
    contents.symbols.append(fullName)
    contents.symbols += values.map { scope + $0.name }
  }

  private mutating func addService(_ bytes: [UInt8], _ scope: String) throws(ProtobufError) {
    let parts = try DescriptorFields(bytes)
    let fullName = scope + parts.text(1)
    var methods: [MethodDescriptor] = []
    for method in parts.each(2) {
      let method = try DescriptorFields(method)
      methods.append(
        MethodDescriptor(
          name: method.text(1), path: "/\(fullName)/\(method.text(1))",
          requestType: String(method.text(2).dropFirst()),
          responseType: String(method.text(3).dropFirst()),
          isClientStreaming: method.number(5) != 0, isServerStreaming: method.number(6) != 0,
          idempotency: try Self.idempotency(method)))
    }
    contents.services.append(ServiceDescriptor(fullName: fullName, methods: methods))
    contents.symbols.append(fullName)
    contents.symbols += methods.map { fullName + "." + $0.name }
  }

  private static func idempotency(
    _ method: DescriptorFields
  ) throws(ProtobufError) -> MethodDescriptor.Idempotency {
    guard let options = method.each(4).last else { return .unknown }
    return switch try DescriptorFields(options).number(34) {
    case 1: .noSideEffects
    case 2: .idempotent
    default: .unknown
    }
  }

  private static func field(_ bytes: [UInt8]) throws(ProtobufError) -> FieldDescriptor {
    let parts = try DescriptorFields(bytes)
    guard let kind = FieldDescriptor.Kind(rawValue: Int32(truncatingIfNeeded: parts.number(5)))
    else { throw ProtobufError(.malformed, "A descriptor names an unknown type.") }
    let isRepeated = parts.number(4) == 3
    let isPacked = isRepeated && kind.isPackable ? try isPacked(parts) : false
    let oneof = parts.optionalNumber(9).map { Int(truncatingIfNeeded: $0) }
    return FieldDescriptor(
      name: parts.text(1), jsonName: parts.text(10),
      number: Int32(truncatingIfNeeded: parts.number(3)), kind: kind,
      typeName: String(parts.text(6).dropFirst()), isRepeated: isRepeated,
      isPacked: isPacked,
      hasPresence: !isRepeated && (oneof != nil || kind == .message), oneofIndex: oneof)
  }

  /// Whether the options leave a field packed, as proto3 has it by default.
  private static func isPacked(_ field: DescriptorFields) throws(ProtobufError) -> Bool {
    for options in field.each(8) {
      if let packed = try DescriptorFields(options).optionalNumber(2) { return packed != 0 }
    }
    return true
  }
}
