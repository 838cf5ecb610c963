/// An element to be written: plain text, or a composite of components.
package enum X12ElementValue: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Text without components.
  case text(String)
  /// Components, the first one first.
  case composite([String])

  /// Makes plain text.
  package init(stringLiteral text: String) {
    self = .text(text)
  }

  /// Whether component `number` has a value; component 1 is the first, which plain text has too.
  func has(_ number: Int) -> Bool {
    switch self {
    case .text(let text): number == 1 && !text.isEmpty
    case .composite(let parts): parts.indices.contains(number - 1) && !parts[number - 1].isEmpty
    }
  }
}
