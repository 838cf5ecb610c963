/// The forms of codes, by their characters.
enum CodeText {
  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func isUpperLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  /// Five digits, four digits with F, T, U or M, or a letter A to V with four digits.
  static func isProcedure(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5 else { return false }
    if bytes.dropFirst().allSatisfy(isDigit) {
      return isDigit(bytes[0]) || (UInt8(ascii: "A")...UInt8(ascii: "V")).contains(bytes[0])
    }
    return bytes.dropLast().allSatisfy(isDigit) && "FTUM".utf8.contains(bytes[4])
  }

  /// Two digits or upper-case letters.
  static func isModifier(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { isDigit($0) || isUpperLetter($0) }
  }
}
