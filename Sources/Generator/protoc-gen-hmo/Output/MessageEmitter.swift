/// Writes the Swift struct of a message, its way from the C struct and its way to bytes.
struct MessageEmitter {
  private enum Member {
    case field(FieldCode)
    case optional(FieldCode, OneofCode)
    case oneof(OneofCode)
  }

  private let message: MessageSchema
  private let types: TypeNames
  private let members: [Member]

  init(_ message: MessageSchema, _ types: TypeNames) {
    self.message = message
    self.types = types
    self.members = MessageEmitter.members(of: message, types)
  }

  /// Declares the struct with everything nested in it.
  func emitType(_ source: inout SourceText) {
    source.documentation(message.comment, fallback: "The message `\(message.fullName)`.")
    source.block("public struct \(SwiftName.usable(message.name)): ProtobufMessage") { source in
      for member in members { emitProperty(member, &source) }
      source.line("/// The message in which no field is set.")
      source.line("public init() {}")
      emitNested(&source)
    }
  }

  /// Writes the conformances of this type and of the types nested in it.
  func emitConformances(_ source: inout SourceText) {
    emitConformance(&source)
    if let field = message.singleNumber { emitSingleNumber(field, &source) }
    for nested in message.messages {
      source.line()
      MessageEmitter(nested, types).emitConformances(&source)
    }
    for nested in message.enums {
      source.line()
      EnumEmitter(nested, types).emitConformance(&source)
    }
  }

  private func emitSingleNumber(_ field: FieldSchema, _ source: inout SourceText) {
    let code = FieldCode(field, of: message, types)
    source.line()
    source.block("extension \(types[message.fullName]): SingleNumber") {
      $0.line("static var numberField: UInt32 { \(field.number) }")
      $0.line()
      $0.block("init(varint: UInt64)") {
        $0.line("self.\(code.name) = \(code.elementType)(truncatingIfNeeded: varint)")
      }
    }
  }

  private func emitProperty(_ member: Member, _ source: inout SourceText) {
    switch member {
    case .field(let code), .optional(let code, _):
      source.documentation(code.field.comment, fallback: "The field `\(code.field.name)`.")
      source.line(code.declaration)
    case .oneof(let oneof):
      source.documentation(oneof.comment, fallback: "Which of the choices is set, if any.")
      source.line("public var \(oneof.name): \(oneof.typeName)?")
    }
    source.line()
  }

  private func emitNested(_ source: inout SourceText) {
    for case .oneof(let oneof) in members {
      source.line()
      oneof.emitType(&source)
    }
    for nested in message.enums {
      source.line()
      EnumEmitter(nested, types).emitType(&source)
    }
    for nested in message.messages {
      source.line()
      MessageEmitter(nested, types).emitType(&source)
    }
  }

  private func emitConformance(_ source: inout SourceText) {
    source.block("extension \(types[message.fullName]): CRepresentable") { source in
      emitNames(&source)
      source.line()
      emitRead(&source)
      source.line()
      emitWrite(&source)
      source.line()
      emitCoding(&source)
    }
  }

  private func emitNames(_ source: inout SourceText) {
    source.line("/// `\(message.fullName)`.")
    source.line("public static var protobufName: String { \"\(message.fullName)\" }")
    source.line()
    source.block("static var cType: UnsafePointer<ProtobufCMessageDescriptor>") {
      $0.line("\(CName.symbol(message.fullName))__type()")
    }
  }

  private func emitRead(_ source: inout SourceText) {
    let type = CName.type(message.fullName)
    source.block("init(_ c: UnsafePointer<\(type)>, _ reader: inout ProtobufReader)") { source in
      for member in members {
        switch member {
        case .field(let code): source.line("self.\(code.name) = \(code.read)")
        case .optional(_, let oneof): oneof.emitOptionalRead(&source)
        case .oneof(let oneof): oneof.emitRead(&source)
        }
      }
    }
  }

  /// Writes the fields from the highest number to the lowest, as ``ProtobufWriter`` wants them.
  private func emitWrite(_ source: inout SourceText) {
    source.block("func write(to writer: inout ProtobufWriter)") { source in
      for field in message.fields.sorted(by: { $0.number > $1.number }) {
        let code = FieldCode(field, of: message, types)
        let value = "self." + code.name
        if let index = field.shownOneof {
          OneofCode(index, of: message, types).emitWrite(code, &source)
        } else if field.isRepeated {
          source.line(code.write(value))
        } else if field.isOptional || field.kind == .message {
          source.line("if let value = \(value) { \(code.write("value")) }")
        } else {
          source.line("if \(code.isSet(value)) { \(code.write(value)) }")
        }
      }
    }
  }

  private func emitCoding(_ source: inout SourceText) {
    source.line("/// Reads a message; see ``ProtobufMessage``.")
    source.line("public init(protobufBytes bytes: UnsafeRawBufferPointer, limits: ProtobufLimits)")
    source.indented { $0.line("throws(ProtobufError)") }
    source.line("{")
    source.indented { $0.line("self = try decodeMessage(bytes, limits)") }
    source.line("}")
    source.line()
    source.line("/// Writes the message; see ``ProtobufMessage``.")
    source.block("public func protobufBytes() -> [UInt8]") {
      $0.line("ProtobufWriter.bytes { write(to: &$0) }")
    }
    source.line()
    source.line("/// Writes the message; see ``ProtobufMessage``.")
    source.line("public func withProtobufEncoding<Output>(")
    source.indented {
      $0.line(
        "_ body: (_ size: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void) throws -> Output")
    }
    source.block(") rethrows -> Output") { $0.line("try encodeMessage(self, body)") }
  }

  /// The members in the order of their first field.
  private static func members(of message: MessageSchema, _ types: TypeNames) -> [Member] {
    var shown: Set<Int> = []
    return message.fields.compactMap { field in
      let code = FieldCode(field, of: message, types)
      guard let index = field.oneofIndex else { return .field(code) }
      guard shown.insert(index).inserted else { return nil }
      let oneof = OneofCode(index, of: message, types)
      return field.isOptional ? .optional(code, oneof) : .oneof(oneof)
    }
  }
}
