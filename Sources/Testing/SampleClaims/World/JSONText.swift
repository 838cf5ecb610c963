/// A JSON value that prints with its members in the order given.
package indirect enum JSONText: Hashable, Sendable, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  case text(String)
  case number(Int64)
  case flag(Bool)
  case list([JSONText])
  case record([Member])

  /// A name with its value.
  package struct Member: Hashable, Sendable {
    package let name: String
    package let value: JSONText
  }

  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  package init(arrayLiteral elements: JSONText...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, JSONText)...) {
    self = .record(elements.map { Member(name: $0.0, value: $0.1) })
  }

  /// The value with two spaces of indentation a level, ending without a line break.
  package var printed: String {
    var output = ""
    write(to: &output, indent: "")
    return output
  }

  private func write(to output: inout String, indent: String) {
    switch self {
    case .text(let text): output += JSONText.quoted(text)
    case .number(let number): output += String(number)
    case .flag(let flag): output += flag ? "true" : "false"
    case .list(let elements):
      JSONText.write(elements, "[", "]", to: &output, indent: indent) { element, inner, output in
        element.write(to: &output, indent: inner)
      }
    case .record(let members):
      JSONText.write(members, "{", "}", to: &output, indent: indent) { member, inner, output in
        output += JSONText.quoted(member.name) + ": "
        member.value.write(to: &output, indent: inner)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to output: inout String,
    indent: String, each: (Element, String, inout String) -> Void
  ) {
    guard !elements.isEmpty else {
      output += open + close
      return
    }
    let inner = indent + "  "
    output += open
    for (index, element) in elements.enumerated() {
      output += (index == 0 ? "\n" : ",\n") + inner
      each(element, inner, &output)
    }
    output += "\n" + indent + close
  }

  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
