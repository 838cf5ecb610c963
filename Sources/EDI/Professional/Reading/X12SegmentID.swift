/// What a segment identifier looks like.
enum X12SegmentID {
  /// Whether the text is a capital letter and one or two capital letters or digits.
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 2 || bytes.count == 3, isLetter(bytes[0]) else { return false }
    return bytes.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
