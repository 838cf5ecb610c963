/// Writes one encoded message as JSON.
struct JSONEncoding {
  private let pool: DescriptorPool
  private let options: ProtobufJSON.Options
  private var writer: JSONWriter
  private var path = JSONPath()

  init(pool: DescriptorPool, options: ProtobufJSON.Options) {
    self.pool = pool
    self.options = options
    self.writer = JSONWriter(isPretty: options.isPretty)
  }

  mutating func encode(
    _ bytes: UnsafeRawBufferPointer, type: String
  ) throws(ProtobufError) -> String {
    try writeMessage(bytes, type)
    return writer.text
  }

  private mutating func writeMessage(
    _ bytes: UnsafeRawBufferPointer, _ type: String
  ) throws(ProtobufError) {
    guard path.depth <= options.nestingMax else {
      throw path.error(.resourceExhausted, "The message is nested too deep.")
    }
    guard let descriptor = pool.message(named: type) else {
      throw path.error(.unknownType, "The type of the message is not known.")
    }
    let fields = try located { () throws(ProtobufError) in try WireFields(bytes) }
    if !options.isPlain, let form = JSONForm(type: type) {
      try writeForm(form, descriptor, fields)
      return
    }
    writer.beginObject()
    for field in descriptor.fields {
      path.enter(field: field.jsonName)
      try writeField(field, fields)
      path.leave()
    }
    writer.endObject()
  }

  private mutating func writeForm(
    _ form: JSONForm, _ descriptor: MessageDescriptor, _ fields: WireFields
  ) throws(ProtobufError) {
    var number: Int64 = 0
    if let field = descriptor.fields.first {
      let values = try located { () throws(ProtobufError) in try fields.values(of: field) }
      number = Int64(bitPattern: values.last?.bits ?? 0)
    }
    guard let text = form.text(of: number) else {
      throw path.error(.invalidValue, "The \(form) lies outside the years 0001 to 9999.")
    }
    writer.write(text: text)
  }

  private mutating func writeField(
    _ field: FieldDescriptor, _ fields: WireFields
  ) throws(ProtobufError) {
    let values = try located { () throws(ProtobufError) in try fields.values(of: field) }
    if field.isRepeated {
      try writeArray(field, values)
    } else if let last = values.last {
      if !field.hasPresence, !options.emitsDefaults, last.isDefault { return }
      writer.name(field.jsonName)
      try writeLast(field, last, of: values)
    } else if options.emitsDefaults, !field.hasPresence {
      writer.name(field.jsonName)
      try writeValue(field, field.kind.unsetValue)
    }
  }

  private mutating func writeArray(
    _ field: FieldDescriptor, _ values: [WireFields.Value]
  ) throws(ProtobufError) {
    guard !values.isEmpty || options.emitsDefaults else { return }
    writer.name(field.jsonName)
    writer.beginArray()
    for (index, value) in values.enumerated() {
      path.enter(element: index)
      writer.element()
      try writeValue(field, value)
      path.leave()
    }
    writer.endArray()
  }

  /// Writes the last of several values; sub-messages that stand several times are one message.
  private mutating func writeLast(
    _ field: FieldDescriptor, _ last: WireFields.Value, of values: [WireFields.Value]
  ) throws(ProtobufError) {
    guard field.kind == .message, values.count > 1 else {
      try writeValue(field, last)
      return
    }
    let joined = values.flatMap { Array($0.content) }
    let result = joined.withUnsafeBytes { buffer in
      Result { () throws(ProtobufError) in try writeMessage(buffer, field.typeName) }
    }
    try result.get()
  }

  private mutating func writeValue(
    _ field: FieldDescriptor, _ value: WireFields.Value
  ) throws(ProtobufError) {
    let bits = value.bits
    switch field.kind {
    case .double: writeFloatingPoint(Double(bitPattern: bits))
    case .float: writeFloatingPoint(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .int64, .sfixed64: writer.write(text: String(Int64(bitPattern: bits)))
    case .sint64: writer.write(text: String(ZigZag.decode(bits)))
    case .uint64, .fixed64: writer.write(text: String(bits))
    case .int32, .sfixed32: writer.raw(String(Int32(truncatingIfNeeded: bits)))
    case .sint32: writer.raw(String(Int32(truncatingIfNeeded: ZigZag.decode(bits))))
    case .uint32, .fixed32: writer.raw(String(UInt32(truncatingIfNeeded: bits)))
    case .bool: writer.raw(bits != 0 ? "true" : "false")
    case .string: try writeText(value.content)
    case .bytes: writer.write(text: Base64.encode(Array(value.content)))
    case .enum: writeEnum(Int32(truncatingIfNeeded: bits), field.typeName)
    case .message: try writeMessage(value.content, field.typeName)
    case .group: throw path.error(.unknownType, "Groups are not supported.")
    }
  }

  private mutating func writeText(_ bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw path.error(.invalidText, "The text is not UTF-8.")
    }
    guard !text.utf8.contains(0) else {
      throw path.error(.invalidText, "The text holds U+0000.")
    }
    writer.write(text: text)
  }

  private mutating func writeEnum(_ number: Int32, _ type: String) {
    guard let name = pool.enumeration(named: type)?.name(of: number) else {
      writer.raw(String(number))
      return
    }
    writer.write(text: name)
  }

  private mutating func writeFloatingPoint<Number>(_ number: Number)
  where Number: BinaryFloatingPoint & LosslessStringConvertible {
    if number.isFinite {
      writer.raw(number.description)
    } else if number.isNaN {
      writer.write(text: "NaN")
    } else {
      writer.write(text: number < 0 ? "-Infinity" : "Infinity")
    }
  }

  /// Adds this place to an error that has none.
  private func located<Value>(
    _ body: () throws(ProtobufError) -> Value
  ) throws(ProtobufError) -> Value {
    do {
      return try body()
    } catch {
      throw error.field == nil ? path.error(error.code, error.message) : error
    }
  }
}

extension FieldDescriptor.Kind {
  /// What an unset field without presence means.
  fileprivate var unsetValue: WireFields.Value {
    switch self {
    case .string, .bytes: .bytes(UnsafeRawBufferPointer(start: nil, count: 0))
    default: .varint(0)
    }
  }
}
