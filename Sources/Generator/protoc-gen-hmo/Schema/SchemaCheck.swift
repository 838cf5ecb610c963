/// Refuses what the pipeline cannot carry or what must not be in an interface.
struct SchemaCheck {
  private var types: [String: MessageSchema] = [:]

  /// Checks all files of an interface together.
  static func check(_ files: [FileSchema]) throws {
    var check = SchemaCheck()
    for message in files.flatMap(\.allMessages) { check.types[message.fullName] = message }
    for file in files {
      guard file.syntax == "proto3" else {
        throw GeneratorError("\(file.path): only proto3 is supported.")
      }
      for message in file.allMessages { try check.check(message) }
      for each in file.enums + file.allMessages.flatMap(\.enums) { try check.check(each) }
    }
  }

  private func check(_ message: MessageSchema) throws {
    guard !message.isMapEntry else {
      throw GeneratorError("\(message.fullName): a map has no order; write repeated entries.")
    }
    guard message.fields.count <= 128 else {
      throw GeneratorError("\(message.fullName): a message has at most 128 fields.")
    }
    guard !message.fields.contains(where: { $0.kind == .group }) else {
      throw GeneratorError("\(message.fullName): groups are not supported.")
    }
    for field in message.fields where field.isLazy && !(field.isRepeated && field.kind == .message)
    {
      throw GeneratorError(
        "\(message.fullName).\(field.name): only a repeated message can be lazy.")
    }
    try checkReach(of: message.fullName, through: [])
  }

  private func check(_ enumeration: EnumSchema) throws {
    guard enumeration.values.allSatisfy({ $0.number >= 0 }) else {
      throw GeneratorError("\(enumeration.fullName): the numbers of an enum are not negative.")
    }
  }

  /// protobuf-c recurses as deep as its input, so no type may contain itself.
  private func checkReach(of name: String, through path: [String]) throws {
    guard !path.contains(name) else {
      throw GeneratorError("\(name): a message type must not contain itself.")
    }
    for field in types[name]?.fields ?? [] where field.kind == .message {
      try checkReach(of: field.typeName, through: path + [name])
    }
  }
}
