/// Walks over the bytes of a statement, rewriting arguments and leaving quoted text alone.
struct StatementScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var output: [UInt8] = []
  private var arguments: Set<Int> = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    output.reserveCapacity(bytes.count)
  }

  /// The text for SQLite and the numbers of the arguments in it.
  mutating func rewritten() throws(StatementFlaw) -> (text: String, arguments: Set<Int>) {
    while position < bytes.count {
      try scan(bytes[position])
    }
    return (String(decoding: output, as: UTF8.self), arguments)
  }

  private mutating func scan(_ byte: UInt8) throws(StatementFlaw) {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): try quoted(by: byte)
    case UInt8(ascii: "$"): try argument()
    case UInt8(ascii: ":"): throw next == UInt8(ascii: ":") ? .cast : .colon
    case UInt8(ascii: "?"), UInt8(ascii: "@"): throw .colon
    case UInt8(ascii: ";"): throw .semicolon
    case UInt8(ascii: "-") where next == UInt8(ascii: "-"): throw .comment
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"): throw .comment
    default: copy()
    }
  }

  private var next: UInt8? {
    position + 1 < bytes.count ? bytes[position + 1] : nil
  }

  private mutating func copy() {
    output.append(bytes[position])
    position += 1
  }

  private mutating func quoted(by mark: UInt8) throws(StatementFlaw) {
    copy()
    while position < bytes.count, bytes[position] != mark {
      copy()
    }
    guard position < bytes.count else { throw .openQuote }
    copy()
  }

  private mutating func argument() throws(StatementFlaw) {
    var number = 0
    position += 1
    output.append(UInt8(ascii: "?"))
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      number = min(number * 10 + Int(bytes[position] - 0x30), StatementText.argumentCountMax + 1)
      copy()
    }
    guard (1...StatementText.argumentCountMax).contains(number) else { throw .number }
    arguments.insert(number)
  }
}
