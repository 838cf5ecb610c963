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
