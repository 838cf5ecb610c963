/// Whole numbers shown with a fixed number of decimals; no floating point takes part.
enum FixedPoint {
  /// The text of `number` units of the last decimal.
  static func text(of number: Int64, decimals: Int, keepsZeros: Bool) -> String {
    var digits = String(number.magnitude)
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    var fraction = digits.suffix(decimals)
    if !keepsZeros {
      while fraction.last == "0" { fraction.removeLast() }
    }
    let whole = (number < 0 ? "-" : "") + digits.dropLast(decimals)
    return fraction.isEmpty ? whole : whole + "." + fraction
  }

  /// The number behind a text; nothing when it is not a decimal number, has more decimals or does
  /// not fit.
  static func number(of text: String, decimals: Int) -> Int64? {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.count <= 2 else { return nil }
    let fraction = parts.count == 2 ? parts[1] : []
    guard parts.count == 1 || (1...decimals).contains(fraction.count) else { return nil }
    let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: decimals - fraction.count)
    var number: Int64 = 0
    for byte in whole + fraction + zeros {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (sum, carry) = tens.subtractingReportingOverflow(digit)
      guard !overflow, !carry else { return nil }
      number = sum
    }
    guard !isNegative else { return number }
    return number == .min ? nil : -number
  }
}
