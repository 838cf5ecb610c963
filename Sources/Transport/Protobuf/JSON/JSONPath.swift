/// Where in a JSON text something is, such as `$.lines[2].charge`.
struct JSONPath {
  private enum Step {
    case field(String)
    case element(Int)
  }

  private var steps: [Step] = []

  mutating func enter(field name: String) { steps.append(.field(name)) }

  mutating func enter(element index: Int) { steps.append(.element(index)) }

  mutating func leave() { steps.removeLast() }

  var depth: Int { steps.count }

  /// A name as it may stand in an error: what is not written like a name is not shown.
  static func shown(_ name: String) -> String? {
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isName && (1...64).contains(name.utf8.count) ? name : nil
  }

  /// An error at this place.
  func error(_ code: ProtobufError.Code, _ message: String) -> ProtobufError {
    ProtobufError(code, message, field: description)
  }
}

extension JSONPath: CustomStringConvertible {
  var description: String {
    steps.reduce(into: "$") { text, step in
      switch step {
      case .field(let name): text += ".\(name)"
      case .element(let index): text += "[\(index)]"
      }
    }
  }
}
