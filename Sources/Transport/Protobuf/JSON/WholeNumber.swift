/// Whole numbers as JSON may write them: digits, or digits with a fraction and an exponent that
/// together leave a whole number, such as `1e2` and `5.0`.
///
/// Floating point takes no part, so that every digit counts.
enum WholeNumber {
  /// The number of a text; nothing when it is none, is not whole or does not fit.
  static func read<Number: FixedWidthInteger>(_ text: String, _ type: Number.Type) -> Number? {
    guard text.utf8.count <= JSONReader.numberBytesMax else { return nil }
    if text.utf8.contains(where: isSpecial) { return scientific(text, type) }
    return text.utf8.first == UInt8(ascii: "+") ? nil : Number(text)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  private static func scientific<Number: FixedWidthInteger>(
    _ text: String, _ type: Number.Type
  ) -> Number? {
    guard JSONReader.isNumber(text) else { return nil }
    let parts = text.utf8.split { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    guard let mantissa = parts.first else { return nil }
    let isNegative = mantissa.first == UInt8(ascii: "-")
    let halves = mantissa.drop { $0 == UInt8(ascii: "-") }.split(separator: UInt8(ascii: "."))
    var digits = Array(halves.joined().drop { $0 == UInt8(ascii: "0") })
    guard !digits.isEmpty else { return 0 }
    let fraction = halves.count == 2 ? halves[1].count : 0
    guard let exponent = exponent(parts.count == 2 ? parts[1] : nil) else { return nil }
    guard scale(&digits, by: exponent - fraction) else { return nil }
    return Number((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self))
  }

  /// The exponent; nothing when no whole number could have it.
  private static func exponent(_ text: Substring.UTF8View?) -> Int? {
    guard let text else { return 0 }
    guard let exponent = Int(String(Substring(text))) else { return nil }
    return (-2_000...2_000).contains(exponent) ? exponent : nil
  }

  /// Appends zeros, or takes them away; false when others than zeros would have to go or the number
  /// is longer than any that fits.
  private static func scale(_ digits: inout [UInt8], by exponent: Int) -> Bool {
    if exponent >= 0 {
      guard digits.count + exponent <= 20 else { return false }
      digits += [UInt8](repeating: UInt8(ascii: "0"), count: exponent)
      return true
    }
    let cut = -exponent
    guard cut < digits.count, digits.suffix(cut).allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      return false
    }
    digits.removeLast(cut)
    return true
  }
}
