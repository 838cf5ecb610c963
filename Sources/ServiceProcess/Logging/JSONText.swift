/// Writes JSON into bytes, escaping whatever could forge a line or steer a terminal.
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Text past so many bytes is cut, so that one event cannot fill a disk.
  static let textBytesMax = 1_024

  /// Adds bytes that are JSON already.
  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Adds a quoted text.
  mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if !addPlain(text) { addEscaping(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a text as it is when nothing of it has to be escaped or cut, as nearly every text.
  private mutating func addPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      guard utf8.count <= Self.textBytesMax, utf8.allSatisfy(Self.isPlain) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  private mutating func addEscaping(_ text: String) {
    let end = bytes.count + Self.textBytesMax
    for scalar in text.unicodeScalars {
      guard bytes.count < end else {
        raw("…")
        break
      }
      add(scalar)
    }
  }

  /// Whether a byte is a printable character of ASCII that JSON takes as it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": raw("\\\"")
    case "\\": raw("\\\\")
    case _ where Self.isUnsafe(scalar): escape(scalar.value)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func escape(_ value: UInt32) {
    raw("\\u")
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: value >> shift & 0xf)
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  /// Control characters, line separators, and marks that turn the direction of text.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1f, 0x7f...0x9f, 0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff:
      true
    default: false
    }
  }
}
