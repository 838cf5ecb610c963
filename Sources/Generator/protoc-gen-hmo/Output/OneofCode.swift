/// The Swift enum of a oneof, or the test for presence of an `optional` field.
struct OneofCode {
  let name: String
  let typeName: String
  let comment: String
  let fields: [FieldCode]
  private let caseMember: String

  /// Describes the oneof at `index` of a message.
  init(_ index: Int, of message: MessageSchema, _ types: TypeNames) {
    let oneof = message.oneofs[index]
    let nested = message.messages.map(\.name) + message.enums.map(\.name)
    let type = SwiftName.type(oneof.name)
    name = SwiftName.property(oneof.name)
    typeName = nested.contains(type) ? type + "Choice" : type
    comment = oneof.comment
    fields = message.fields.filter { $0.oneofIndex == index }.map {
      FieldCode($0, of: message, types)
    }
    caseMember = "c.pointee." + CName.caseMember(oneof.name)
  }

  /// Declares the enum.
  func emitType(_ source: inout SourceText) {
    source.documentation(comment, fallback: "The choices of `\(name)`; at most one is set.")
    source.block("public enum \(typeName): Sendable, Hashable") { source in
      for each in fields {
        source.documentation(each.field.comment, fallback: "The field `\(each.field.name)`.")
        source.line("case \(each.name)(\(each.elementType))")
      }
    }
  }

  /// Reads whichever field is set.
  func emitRead(_ source: inout SourceText) {
    source.line("switch \(caseMember).rawValue {")
    for each in fields {
      source.line("case \(each.field.number):")
      source.indented { emitRead(each, &$0) }
    }
    source.line("default: break")
    source.line("}")
  }

  private func emitRead(_ code: FieldCode, _ source: inout SourceText) {
    guard code.field.kind == .message else {
      source.line("self.\(name) = .\(code.name)(\(code.read))")
      return
    }
    source.block("if let value: \(code.elementType) = \(code.read)") {
      $0.line("self.\(name) = .\(code.name)(value)")
    }
  }

  /// Writes `code`'s field when it is the one that is set.
  func emitWrite(_ code: FieldCode, _ source: inout SourceText) {
    source.block("if case .\(code.name)(let value)? = self.\(name)") {
      $0.line(code.write("value"))
    }
  }

  /// Reads an `optional` field.
  func emitOptionalRead(_ source: inout SourceText) {
    for each in fields {
      source.block("if \(caseMember).rawValue == \(each.field.number)") {
        $0.line("self.\(each.name) = \(each.read)")
      }
    }
  }
}
