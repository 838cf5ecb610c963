import Foundation

/// A JSON value as a scenario file holds it; numbers are whole.
indirect enum JSONValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int64)
  case text(String)
  case list([JSONValue])
  case record([String: JSONValue])
}

extension JSONValue: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([String: JSONValue].self) {
      self = .record(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else {
      self = .integer(try container.decode(Int64.self))
    }
  }

  /// Reads a JSON text; nothing when it is none, or holds a number that is not whole.
  static func read(_ data: Data) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: data)
  }
}

extension JSONValue {
  /// The member `name` of a record.
  subscript(_ name: String) -> JSONValue? {
    guard case .record(let members) = self else { return nil }
    return members[name]
  }

  /// The text, when it is one.
  var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  /// The number, when it is one.
  var integer: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The elements; none when it is no list.
  var elements: [JSONValue] {
    guard case .list(let elements) = self else { return [] }
    return elements
  }

  /// The members; none when it is no record.
  var members: [String: JSONValue] {
    guard case .record(let members) = self else { return [:] }
    return members
  }

  /// What kind of value it is, in a word.
  var kind: String {
    switch self {
    case .null: "null"
    case .flag: "a flag"
    case .integer: "a number"
    case .text: "a text"
    case .list: "a list"
    case .record: "a record"
    }
  }
}
