/// Reads decimal text with at most three decimals into whole thousandths.
package enum Decimal3 {
  /// The value of `text` times one thousand, or nothing when it is not a plain decimal number.
  ///
  /// Accepts an optional sign, digits, and an optional point with up to three decimals (more are
  /// accepted only when they are zeros). At most fifteen digits stand before the point.
  package static func thousandths(_ text: some StringProtocol) -> Int64? {
    var (whole, fraction): (Int64, Int64) = (0, 0)
    var (wholeDigits, decimals) = (0, 0)
    var (isNegative, isBehindPoint, isFirst) = (false, false, true)
    for byte in text.utf8 {
      defer { isFirst = false }
      switch byte {
      case UInt8(ascii: "-") where isFirst: isNegative = true
      case UInt8(ascii: "+") where isFirst: break
      case UInt8(ascii: ".") where !isBehindPoint: isBehindPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int64(byte - UInt8(ascii: "0"))
        if !isBehindPoint {
          whole = whole * 10 + digit
          wholeDigits += 1
          guard wholeDigits <= 15 else { return nil }
        } else {
          if decimals < 3 { fraction = fraction * 10 + digit }
          decimals += 1
          guard decimals <= 3 || digit == 0 else { return nil }
        }
      default: return nil
      }
    }
    guard wholeDigits + decimals > 0 else { return nil }
    while decimals < 3 {
      fraction *= 10
      decimals += 1
    }
    let magnitude = whole * 1_000 + fraction
    return isNegative ? -magnitude : magnitude
  }
}
