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

  /// The parts between which component separators stand.
  var parts: [String] {
    switch self {
    case .text(let text): [text]
    case .composite(let parts): parts
    }
  }
}
