extension ScenarioShape {
  /// The JSON Schema of a whole scenario.
  static var schema: JSONValue {
    var schema = ScenarioForm.scenario.schema.members
    schema["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    schema["title"] = .text("A scenario of the claim suite")
    return .record(schema)
  }

  /// The shape as JSON Schema.
  var schema: JSONValue {
    switch self {
    case .text(let bytesMax):
      .record(["type": .text("string"), "maxLength": .integer(Int64(bytesMax))])
    case .word(let words): .record(["enum": .list(words.map { .text($0) })])
    case .integer: .record(["type": .text("integer")])
    case .flag: .record(["type": .text("boolean")])
    case .moment:
      .record([
        "type": .text("string"),
        "pattern": .text("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z)?$"),
      ])
    case .message(let type):
      .record([
        "type": .text("object"),
        "description": .text("A \(type) in its JSON form; see Protos."),
      ])
    case .list(let shape, let countMax):
      .record([
        "type": .text("array"), "items": shape.schema, "maxItems": .integer(Int64(countMax)),
      ])
    case .map(let shape):
      .record(["type": .text("object"), "additionalProperties": shape.schema])
    case .record(let fields): ScenarioShape.schema(of: fields)
    }
  }

  private static func schema(of fields: [Field]) -> JSONValue {
    let properties = fields.map { field in
      var members = field.shape.schema.members
      let note = members["description"]?.text.map { " \($0)" } ?? ""
      members["description"] = .text(field.about + note)
      return (field.name, JSONValue.record(members))
    }
    var schema: [String: JSONValue] = [
      "type": .text("object"), "additionalProperties": .flag(false),
      "properties": .record(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
    ]
    let required = fields.filter(\.isRequired).map { JSONValue.text($0.name) }
    if !required.isEmpty { schema["required"] = .list(required) }
    return .record(schema)
  }
}
