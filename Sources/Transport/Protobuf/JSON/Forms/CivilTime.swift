/// Moments as RFC 3339 writes them.
enum CivilTime {
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// `2026-03-10T14:05:09Z`, with three or six decimals when there is a fraction; nothing outside
  /// the years 0001 to 9999.
  static func text(ofMicroseconds count: Int64) -> String? {
    var (days, time) = count.quotientAndRemainder(dividingBy: microsecondsPerDay)
    if time < 0 {
      days -= 1
      time += microsecondsPerDay
    }
    guard let date = CivilDate(daysSince1970: days) else { return nil }
    let seconds = time / 1_000_000
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      .map { Digits.text($0, width: 2) }.joined(separator: ":")
    return "\(date)T\(clock)\(fraction(time % 1_000_000))Z"
  }

  /// The moment of a text with `Z` or an offset; nothing when it is not written so, or has more
  /// than six decimals.
  static func microseconds(of text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      let seconds = secondsOfDay(bytes[11..<19])
    else { return nil }
    var rest = bytes[19...]
    guard let fraction = microsecondsOfFraction(&rest), let offset = offsetSeconds(rest) else {
      return nil
    }
    let wholeSeconds = date.daysSince1970 * 86_400 + seconds - offset
    return wholeSeconds * 1_000_000 + fraction
  }

  private static func fraction(_ microseconds: Int64) -> String {
    if microseconds == 0 { return "" }
    if microseconds % 1_000 == 0 { return "." + Digits.text(microseconds / 1_000, width: 3) }
    return "." + Digits.text(microseconds, width: 6)
  }

  /// The seconds of `14:05:09`.
  private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }),
      let hours = Digits.number(parts[0]), hours < 24,
      let minutes = Digits.number(parts[1]), minutes < 60,
      let seconds = Digits.number(parts[2]), seconds < 60
    else { return nil }
    return hours * 3_600 + minutes * 60 + seconds
  }

  /// Takes `.25` off the front; 0 when there is no fraction.
  private static func microsecondsOfFraction(_ bytes: inout ArraySlice<UInt8>) -> Int64? {
    guard bytes.first == UInt8(ascii: ".") else { return 0 }
    let digits = bytes.dropFirst().prefix {
      $0 != UInt8(ascii: "Z") && $0 != UInt8(ascii: "z")
        && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-")
    }
    guard digits.count <= 6, var number = Digits.number(digits) else { return nil }
    for _ in digits.count..<6 { number *= 10 }
    bytes = bytes.dropFirst(1 + digits.count)
    return number
  }

  /// The seconds east of UTC of `Z` or `+01:00`.
  private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    if bytes.count == 1, bytes.first == UInt8(ascii: "Z") || bytes.first == UInt8(ascii: "z") {
      return 0
    }
    let sign = bytes.first
    guard bytes.count == 6, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let seconds = secondsOfDay(bytes.dropFirst() + Array(":00".utf8))
    else { return nil }
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }
}
