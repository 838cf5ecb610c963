/// Tells why text that should be a decimal number could not be taken.
enum X12Decimal {
  /// Whether the text is a decimal number and has a digit other than 0 behind so many decimals.
  static func hasDecimals(_ text: String, beyond count: Int) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
    return parts[0].count <= 15 && parts[1].dropFirst(count).contains { $0 != UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
