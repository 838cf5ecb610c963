import Foundation

extension JSONValue: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .integer(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let elements): try container.encode(elements)
    case .record(let members): try container.encode(members)
    }
  }

  /// The value as JSON in one line, members in the order of their names.
  var compact: String { printed([.sortedKeys, .withoutEscapingSlashes]) }

  /// The value as JSON in several lines, members in the order of their names.
  var pretty: String { printed([.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) }

  private func printed(_ formatting: JSONEncoder.OutputFormatting) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}
