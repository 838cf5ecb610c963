/// Writes JSON text, on one line or indented by two spaces.
struct JSONWriter {
  private let isPretty: Bool
  private var bytes: [UInt8] = []
  private var depth = 0
  private var isFirst = true

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  /// What was written.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func beginObject() { begin("{") }

  mutating func endObject() { end("}") }

  mutating func beginArray() { begin("[") }

  mutating func endArray() { end("]") }

  /// Begins a member of an object; its value follows.
  mutating func name(_ name: String) {
    separate()
    write(text: name)
    raw(isPretty ? ": " : ":")
  }

  /// Begins an element of an array; its value follows.
  mutating func element() { separate() }

  /// Writes a number, `true`, `false` or `null`.
  mutating func raw(_ text: String) { bytes += text.utf8 }

  /// Writes a text between quotes.
  mutating func write(text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): raw("\\\"")
      case UInt8(ascii: "\\"): raw("\\\\")
      case UInt8(ascii: "\n"): raw("\\n")
      case UInt8(ascii: "\r"): raw("\\r")
      case UInt8(ascii: "\t"): raw("\\t")
      case 0..<0x20, 0x7F: raw("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func begin(_ bracket: String) {
    raw(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: String) {
    depth -= 1
    if !isFirst { breakLine() }
    raw(bracket)
    isFirst = false
  }

  private mutating func separate() {
    if !isFirst { raw(",") }
    isFirst = false
    breakLine()
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    raw("\n" + String(repeating: "  ", count: depth))
  }
}
