/// Numbers of a fixed width.
enum Digits {
  /// The number of at most eighteen digits; nothing when there is none or another character.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard (1...18).contains(bytes.count) else { return nil }
    var number: Int64 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// A number that is not negative, with zeros before it.
  static func text(_ number: Int64, width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
