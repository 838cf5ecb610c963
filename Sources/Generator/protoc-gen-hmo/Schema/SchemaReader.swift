/// Reads a `FileDescriptorSet` into schemas.
struct SchemaReader {
  private let comments: Comments
  private let package: String

  /// The files of a descriptor set, in its order.
  static func files(of descriptorSet: [UInt8]) throws -> [FileSchema] {
    try WireReader.fields(of: descriptorSet).filter { $0.number == 1 }.map { try file($0.asBytes) }
  }

  private static func file(_ bytes: [UInt8]) throws -> FileSchema {
    let fields = try WireReader.fields(of: bytes)
    let comments = try Comments(sourceCodeInfo: fields.bytes(9))
    let reader = SchemaReader(comments: comments, package: fields.text(2))
    return FileSchema(
      path: fields.text(1), package: fields.text(2), syntax: fields.text(12),
      messages: try fields.each(4) { try reader.message($0, fields.text(2), [4, $1]) },
      enums: try fields.each(5) { try reader.enumeration($0, fields.text(2), [5, $1]) },
      services: try fields.each(6) { try reader.service($0, [6, $1]) },
      descriptor: WireWriter.bytes(of: fields.filter { $0.number != 9 }))
  }

  private func message(_ bytes: [UInt8], _ scope: String, _ path: [Int]) throws -> MessageSchema {
    let fields = try WireReader.fields(of: bytes)
    let fullName = scope + "." + fields.text(1)
    let options = try WireReader.fields(of: fields.bytes(7))
    return MessageSchema(
      fullName: fullName, name: fields.text(1), comment: comments[path],
      fields: try fields.each(2) { try field($0, path + [2, $1]) },
      oneofs: try fields.each(8) { bytes, index in
        OneofSchema(
          name: try WireReader.fields(of: bytes).text(1), comment: comments[path + [8, index]])
      },
      messages: try fields.each(3) { try message($0, fullName, path + [3, $1]) },
      enums: try fields.each(4) { try enumeration($0, fullName, path + [4, $1]) },
      isMapEntry: options.number(7) != 0)
  }

  private func field(_ bytes: [UInt8], _ path: [Int]) throws -> FieldSchema {
    let fields = try WireReader.fields(of: bytes)
    guard let kind = FieldSchema.Kind(rawValue: Int(fields.number(5))) else {
      throw GeneratorError("The field \(fields.text(1)) has a type that is not supported.")
    }
    let options = try FieldOptions(fields.bytes(8))
    return FieldSchema(
      name: fields.text(1), number: Int(fields.number(3)), kind: kind,
      typeName: String(fields.text(6).dropFirst()), isRepeated: fields.number(4) == 3,
      isOptional: fields.number(17) != 0, isLazy: options.isLazy, isPacked: options.isPacked,
      oneofIndex: fields.first { $0.number == 9 }.map { Int($0.asNumber) },
      comment: comments[path])
  }

  private func enumeration(_ bytes: [UInt8], _ scope: String, _ path: [Int]) throws -> EnumSchema {
    let fields = try WireReader.fields(of: bytes)
    return EnumSchema(
      fullName: scope + "." + fields.text(1), name: fields.text(1), comment: comments[path],
      values: try fields.each(2) { bytes, index in
        let value = try WireReader.fields(of: bytes)
        return EnumSchema.Value(
          name: value.text(1), number: Int32(truncatingIfNeeded: value.number(2)),
          comment: comments[path + [2, index]])
      })
  }

  private func service(_ bytes: [UInt8], _ path: [Int]) throws -> ServiceSchema {
    let fields = try WireReader.fields(of: bytes)
    return ServiceSchema(
      fullName: package + "." + fields.text(1), name: fields.text(1), comment: comments[path],
      methods: try fields.each(2) { bytes, index in
        let method = try WireReader.fields(of: bytes)
        return MethodSchema(
          name: method.text(1), comment: comments[path + [2, index]],
          requestType: String(method.text(2).dropFirst()),
          responseType: String(method.text(3).dropFirst()),
          isClientStreaming: method.number(5) != 0, isServerStreaming: method.number(6) != 0)
      })
  }
}

extension [WireField] {
  fileprivate func text(_ number: Int) -> String {
    last { $0.number == number }?.asText ?? ""
  }

  fileprivate func bytes(_ number: Int) -> [UInt8] {
    last { $0.number == number }?.asBytes ?? []
  }

  fileprivate func number(_ number: Int) -> UInt64 {
    last { $0.number == number }?.asNumber ?? 0
  }

  fileprivate func each<Schema>(
    _ number: Int, _ body: ([UInt8], Int) throws -> Schema
  ) rethrows -> [Schema] {
    try filter { $0.number == number }.enumerated().map { try body($1.asBytes, $0) }
  }
}
