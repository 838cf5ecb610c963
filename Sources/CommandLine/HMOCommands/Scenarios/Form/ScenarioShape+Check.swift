import Messages
import Protobuf

extension ScenarioShape {
  /// Checks a value against the shape.
  ///
  /// - Throws: ``ScenarioError`` with the place of the first thing that is wrong.
  func check(_ value: JSONValue, at place: String) throws {
    switch self {
    case .text(let bytesMax): try ScenarioShape.checkText(value, bytesMax, at: place)
    case .word(let words):
      guard let text = value.text, words.contains(text) else {
        throw ScenarioError(place, "this is one of: \(words.joined(separator: ", "))")
      }
    case .integer:
      guard value.integer != nil else {
        throw ScenarioShape.mismatch("a whole number", value, place)
      }
    case .flag:
      guard case .flag = value else { throw ScenarioShape.mismatch("true or false", value, place) }
    case .moment:
      guard let text = value.text, Moment(text) != nil else {
        throw ScenarioError(
          place, "this is a day such as 2026-03-10 or a moment such as 2026-03-10T09:00:00Z")
      }
    case .message(let type): try ScenarioShape.checkMessage(value, type, at: place)
    case .list(let shape, let countMax): try shape.checkElements(value, countMax, at: place)
    case .map(let shape):
      guard case .record(let members) = value else {
        throw ScenarioShape.mismatch("a record", value, place)
      }
      for (name, member) in members { try shape.check(member, at: "\(place).\(name)") }
    case .record(let fields): try ScenarioShape.checkRecord(value, fields, at: place)
    }
  }

  private static func checkText(_ value: JSONValue, _ bytesMax: Int, at place: String) throws {
    guard let text = value.text else { throw mismatch("a text", value, place) }
    guard text.utf8.count <= bytesMax else {
      throw ScenarioError(place, "this text is longer than \(bytesMax) bytes")
    }
  }

  private static func checkMessage(_ value: JSONValue, _ type: String, at place: String) throws {
    guard case .record = value else { throw mismatch("a record", value, place) }
    do throws(ProtobufError) {
      _ = try ProtobufJSON.decode(
        json: value.compact, type: type, pool: MessagesDescriptors.pool)
    } catch {
      let field = error.field.map { String($0.drop { $0 == "$" }) } ?? ""
      throw ScenarioError(place + field, "this is no \(type): \(error.message)")
    }
  }

  private func checkElements(_ value: JSONValue, _ countMax: Int, at place: String) throws {
    guard case .list(let elements) = value else {
      throw ScenarioShape.mismatch("a list", value, place)
    }
    guard elements.count <= countMax else {
      throw ScenarioError(place, "this list has more than \(countMax) elements")
    }
    for (index, element) in elements.enumerated() {
      try check(element, at: "\(place)[\(index)]")
    }
  }

  private static func checkRecord(
    _ value: JSONValue, _ fields: [Field], at place: String
  ) throws {
    guard case .record(let members) = value else { throw mismatch("a record", value, place) }
    let names = Set(fields.map(\.name))
    if let unknown = members.keys.sorted().first(where: { !names.contains($0) }) {
      throw ScenarioError(
        "\(place).\(unknown)",
        "there is no such member here; there are: \(fields.map(\.name).joined(separator: ", "))")
    }
    for field in fields {
      guard let member = members[field.name] else {
        guard !field.isRequired else {
          throw ScenarioError(place, "the member \(field.name) is missing")
        }
        continue
      }
      try field.shape.check(member, at: "\(place).\(field.name)")
    }
  }

  private static func mismatch(
    _ expected: String, _ value: JSONValue, _ place: String
  ) -> ScenarioError {
    ScenarioError(place, "this is \(expected), not \(value.kind)")
  }
}
