/// Reads decimal text with at most three decimals into whole thousandths.
package enum Decimal3 {
  /// The value of `text` times one thousand, or nothing when it is not a plain decimal number.
  ///
  /// Accepts an optional sign, digits, and an optional point with up to three decimals (more are
  /// accepted only when they are zeros). At most fifteen digits stand before the point.
  package static func thousandths(_ text: some StringProtocol) -> Int64? {
    var bytes = Array(text.utf8)[...]
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }) else { return nil }
    guard let whole = digits(parts[0], atMost: 15) else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      let significant = parts[1].prefix(3)
      guard parts[1].dropFirst(3).allSatisfy({ $0 == UInt8(ascii: "0") }),
        let value = digits(significant, atMost: 3)
      else { return nil }
      fraction = value
      for _ in significant.count..<3 { fraction *= 10 }
    }
    let magnitude = whole * 1_000 + fraction
    return isNegative ? -magnitude : magnitude
  }

  private static func digits(_ bytes: ArraySlice<UInt8>, atMost count: Int) -> Int64? {
    guard bytes.count <= count else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
