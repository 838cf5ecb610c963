/// Reads a JSON value into an encoded message.
struct JSONDecoding {
  private let pool: DescriptorPool
  private var path: JSONPath

  /// - Parameter path: Where the value stands in a larger text.
  init(pool: DescriptorPool, at path: JSONPath = JSONPath()) {
    self.pool = pool
    self.path = path
  }

  mutating func decode(_ value: JSONValue, type: String) throws(ProtobufError) -> [UInt8] {
    guard let descriptor = pool.message(named: type) else {
      throw path.error(.unknownType, "The type of the message is not known.")
    }
    if let form = JSONForm(type: type), let text = value.plainText {
      return try formed(form, text, descriptor)
    }
    guard case .object(let members) = value else {
      throw path.error(.invalidValue, "The value must be \(JSONForm.wanted(type)).")
    }
    let values = try fieldValues(members, descriptor)
    var writer = WireWriter()
    for field in descriptor.fields {
      guard let value = values[field.number] else { continue }
      path.enter(field: field.jsonName)
      try write(value, field, &writer)
      path.leave()
    }
    return writer.bytes
  }

  private func formed(
    _ form: JSONForm, _ text: String, _ descriptor: MessageDescriptor
  ) throws(ProtobufError) -> [UInt8] {
    guard let number = form.number(of: text), let field = descriptor.fields.first else {
      throw path.error(.invalidValue, "The value must be \(form.example).")
    }
    var writer = WireWriter()
    guard number != 0 else { return [] }
    writer.tag(field.number, .varint)
    writer.varint(UInt64(bitPattern: number))
    return writer.bytes
  }

  /// The values by field number; `null` stands for an unset field.
  private mutating func fieldValues(
    _ members: [(name: String, value: JSONValue)], _ descriptor: MessageDescriptor
  ) throws(ProtobufError) -> [Int32: JSONValue] {
    var values: [Int32: JSONValue] = [:]
    var setOneofs: Set<Int> = []
    var seen: Set<Int32> = []
    for (name, value) in members {
      guard let field = descriptor.field(named: name) else {
        let shown = JSONPath.shown(name) ?? "of that name"
        throw path.error(.unknownField, "\(descriptor.fullName) has no field \(shown).")
      }
      path.enter(field: field.jsonName)
      guard seen.insert(field.number).inserted else {
        throw path.error(.invalidValue, "The field stands twice.")
      }
      if case .null = value {
      } else {
        if let oneof = field.oneofIndex, !setOneofs.insert(oneof).inserted {
          throw path.error(.invalidValue, "Another choice of the same oneof is set.")
        }
        values[field.number] = value
      }
      path.leave()
    }
    return values
  }

  private mutating func write(
    _ value: JSONValue, _ field: FieldDescriptor, _ writer: inout WireWriter
  ) throws(ProtobufError) {
    guard field.isRepeated else {
      if let content = try content(of: value, field) { writer.field(field, content) }
      return
    }
    guard case .array(let elements) = value else {
      throw path.error(.invalidValue, "The value must be an array.")
    }
    var packed = WireWriter()
    for (index, element) in elements.enumerated() {
      path.enter(element: index)
      let content = try ScalarJSON.wanted(
        try self.content(of: element, field, isElement: true), path)
      if field.isPacked { packed.value(content) } else { writer.field(field, content) }
      path.leave()
    }
    guard field.isPacked, !elements.isEmpty else { return }
    writer.tag(field.number, .lengthDelimited)
    writer.lengthDelimited(packed.bytes)
  }

  /// The value for the wire; nothing when it is the default of a field without presence.
  private mutating func content(
    of value: JSONValue, _ field: FieldDescriptor, isElement: Bool = false
  ) throws(ProtobufError) -> WireContent? {
    if field.kind == .message {
      return .bytes(try decode(value, type: field.typeName))
    }
    let content = try ScalarJSON(pool: pool, path: path, field: field).content(of: value)
    return content.isDefault && !field.hasPresence && !isElement ? nil : content
  }
}

extension JSONValue {
  /// The text of a text, or the digits of a number.
  fileprivate var plainText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .null, .boolean, .array, .object: nil
    }
  }
}
