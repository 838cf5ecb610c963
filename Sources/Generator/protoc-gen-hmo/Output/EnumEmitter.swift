/// Writes the open Swift struct of an enumeration.
struct EnumEmitter {
  private let schema: EnumSchema
  private let types: TypeNames

  init(_ schema: EnumSchema, _ types: TypeNames) {
    self.schema = schema
    self.types = types
  }

  /// Declares the struct and its values.
  func emitType(_ source: inout SourceText) {
    source.documentation(schema.comment, fallback: "The enumeration `\(schema.fullName)`.")
    source.block("public struct \(SwiftName.usable(schema.name)): ProtobufEnum") { source in
      source.line("/// The number on the wire.")
      source.line("public var rawValue: Int32")
      source.line()
      source.line("/// Makes a value of a number, known or not.")
      source.line("@inlinable public init(rawValue: Int32) { self.rawValue = rawValue }")
      for value in schema.values { emitValue(value, &source) }
    }
  }

  /// Writes the names of the values.
  func emitConformance(_ source: inout SourceText) {
    source.block("extension \(types[schema.fullName])") { source in
      source.line("/// `\(schema.fullName)`.")
      source.line("public static var protobufName: String { \"\(schema.fullName)\" }")
      source.line()
      source.line("/// The values this build knows, in the order of the interface.")
      source.line("public static var known: [Self] {")
      source.indented { source in
        source.line("[")
        for value in schema.values { source.line("  Self(rawValue: \(value.number)),") }
        source.line("]")
      }
      source.line("}")
      source.line()
      emitNames(&source)
    }
  }

  private func emitValue(_ value: EnumSchema.Value, _ source: inout SourceText) {
    source.line()
    source.documentation(value.comment, fallback: "The value `\(value.name)`.")
    let name = SwiftName.value(value.name, of: schema.name)
    source.line("@inlinable public static var \(name): Self { Self(rawValue: \(value.number)) }")
  }

  private func emitNames(_ source: inout SourceText) {
    source.line("/// The value's name in the interface; nothing when this build does not know it.")
    source.block("public var name: String?") { source in
      source.line("switch rawValue {")
      for value in schema.values { source.line("case \(value.number): \"\(value.name)\"") }
      source.line("default: nil")
      source.line("}")
    }
  }
}
