/// The text of a statement: a literal of the program, one text for every driver.
///
/// Arguments are `$1`, `$2`, … and nothing else can enter the text, because only a literal makes
/// one. Two literals are the same statement only when they are the same literal; a prepared
/// statement is kept for each, so their number is bounded by the program.
@usableFromInline package struct SQL: ExpressibleByStringLiteral, Sendable {
  let literal: StaticString

  /// Makes a statement of a literal.
  @usableFromInline package init(stringLiteral literal: StaticString) {
    self.literal = literal
  }

  /// The text as it was written.
  package var text: String {
    literal.description
  }

  private var address: Int {
    literal.hasPointerRepresentation ? Int(bitPattern: literal.utf8Start) : 0
  }
}

extension SQL: Hashable {
  @usableFromInline package static func == (left: SQL, right: SQL) -> Bool {
    left.address == right.address
      && (left.address != 0 || left.text == right.text)
      && (left.address == 0 || left.literal.utf8CodeUnitCount == right.literal.utf8CodeUnitCount)
  }

  @usableFromInline package func hash(into hasher: inout Hasher) {
    hasher.combine(address)
  }
}
