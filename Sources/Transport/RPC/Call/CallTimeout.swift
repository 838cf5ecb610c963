/// The value of `grpc-timeout`: up to eight digits and a unit.
package enum CallTimeout {
  /// Nanoseconds, saturating; nil for text that is no timeout.
  package static func parse(_ text: UnsafeRawBufferPointer) -> Int64? {
    guard (2...9).contains(text.count), let unit = unit(text[text.count - 1]) else { return nil }
    var amount: Int64 = 0
    for digit in text.dropLast() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      amount = amount * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    let (nanoseconds, overflow) = amount.multipliedReportingOverflow(by: unit)
    return overflow ? .max : nanoseconds
  }

  /// The longest exact form that never says more than `nanoseconds`.
  package static func format(nanoseconds: Int64) -> String {
    let bounded = max(nanoseconds, 0)
    let micros = bounded / 1_000
    if micros < 100_000_000 { return "\(micros)u" }
    let millis = micros / 1_000
    if millis < 100_000_000 { return "\(millis)m" }
    return "\(min(millis / 1_000, 99_999_999))S"
  }

  private static func unit(_ letter: UInt8) -> Int64? {
    switch letter {
    case UInt8(ascii: "n"): 1
    case UInt8(ascii: "u"): 1_000
    case UInt8(ascii: "m"): 1_000_000
    case UInt8(ascii: "S"): 1_000_000_000
    case UInt8(ascii: "M"): 60_000_000_000
    case UInt8(ascii: "H"): 3_600_000_000_000
    default: nil
    }
  }
}
