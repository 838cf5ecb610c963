/// Reads JSON as RFC 8259 has it: no comments, no trailing commas, no names twice, UTF-8 only.
struct JSONReader {
  /// The longest number, in characters.
  static let numberBytesMax = 1_000

  private let bytes: [UInt8]
  private let options: ProtobufJSON.Options
  private var position = 0
  private var valueCount = 0
  private var path = JSONPath()

  /// The value of a whole text.
  static func read(
    _ bytes: [UInt8], options: ProtobufJSON.Options
  ) throws(ProtobufError) -> JSONValue {
    guard bytes.count <= options.textBytesMax else {
      throw ProtobufError(
        .resourceExhausted, "The JSON has more than \(options.textBytesMax) bytes.")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ProtobufError(.invalidText, "The JSON is not UTF-8.")
    }
    var reader = JSONReader(bytes: bytes, options: options)
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
      throw reader.malformed("a byte order mark stands before it; save it without one")
    }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else {
      throw reader.malformed("something follows the value")
    }
    return value
  }

  /// Whether a text is a number as JSON writes it, and none that is too long.
  static func isNumber(_ text: String) -> Bool {
    var reader = JSONReader(bytes: Array(text.utf8), options: .defaults)
    return (try? reader.number()) != nil && reader.position == reader.bytes.count
  }

  private init(bytes: [UInt8], options: ProtobufJSON.Options) {
    self.bytes = bytes
    self.options = options
  }

  private mutating func value(depth: Int) throws(ProtobufError) -> JSONValue {
    guard depth <= options.nestingMax else {
      throw path.error(.resourceExhausted, "The JSON is nested too deep.")
    }
    valueCount += 1
    guard valueCount <= options.valuesMax else {
      throw path.error(.resourceExhausted, "The JSON has more than \(options.valuesMax) values.")
    }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(
    depth: Int
  ) throws(ProtobufError) -> [(name: String, value: JSONValue)] {
    position += 1
    var members: [(name: String, value: JSONValue)] = []
    var names: Set<String> = []
    if skipSpace(and: "}") { return members }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw malformed("a name is missing") }
      let name = try text()
      guard names.insert(name).inserted else { throw malformed("a name stands twice") }
      guard skipSpace(and: ":") else { throw malformed("a colon is missing") }
      path.enter(field: JSONPath.shown(name) ?? "?")
      members.append((name, try value(depth: depth + 1)))
      path.leave()
    } while skipSpace(and: ",")
    guard skipSpace(and: "}") else { throw malformed("an object does not end") }
    return members
  }

  private mutating func array(depth: Int) throws(ProtobufError) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    if skipSpace(and: "]") { return elements }
    repeat {
      path.enter(element: elements.count)
      elements.append(try value(depth: depth + 1))
      path.leave()
    } while skipSpace(and: ",")
    guard skipSpace(and: "]") else { throw malformed("an array does not end") }
    return elements
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(ProtobufError) -> JSONValue {
    for byte in "\(word)".utf8 {
      guard peek == byte else { throw malformed("a value is missing") }
      position += 1
    }
    return value
  }
}

// Numbers

extension JSONReader {
  private mutating func number() throws(ProtobufError) -> String {
    let start = position
    skip("-")
    let isZero = peek == UInt8(ascii: "0")
    let whole = skipDigits()
    guard whole > 0 else { throw malformed("a value is missing") }
    guard !isZero || whole == 1 else { throw malformed("a number begins with 0") }
    if skip("."), skipDigits() == 0 { throw malformed("a number ends with its point") }
    if skip("e") || skip("E") {
      if !skip("+") { skip("-") }
      guard skipDigits() > 0 else { throw malformed("an exponent is missing") }
    }
    guard position - start <= Self.numberBytesMax else {
      throw malformed("a number has more than \(Self.numberBytesMax) characters")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }
}

// Texts

extension JSONReader {
  private mutating func text() throws(ProtobufError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw malformed("a text holds a control character")
      default: text.append(byte)
      }
    }
    throw malformed("a text does not end")
  }

  private mutating func escaped() throws(ProtobufError) -> Unicode.Scalar {
    guard let byte = peek else { throw malformed("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default: throw malformed("an escape is not known")
    }
  }

  /// The scalar of one `\u` escape, or of two that form a pair.
  private mutating func scalar() throws(ProtobufError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), skip("\\"), skip("u") else {
      throw malformed("half of a character stands alone")
    }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second) else {
      throw malformed("half of a character stands alone")
    }
    let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else {
      throw malformed("half of a character stands alone")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(ProtobufError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("an escape is cut short")
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

// Bytes

extension JSONReader {
  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  @discardableResult
  private mutating func skip(_ letter: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: letter) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte), byte != 0x0B, byte != 0x0C
    {
      position += 1
    }
  }

  /// Skips space, then `letter` if it is next.
  private mutating func skipSpace(and letter: Unicode.Scalar) -> Bool {
    skipSpace()
    return skip(letter)
  }

  private func malformed(_ what: String) -> ProtobufError {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before.count - lineStart + 1
    return ProtobufError(
      .malformed, "The JSON is not well formed at line \(line), column \(column): \(what).")
  }
}
