/// A civil date, without a time or a zone, as the number of days since 1970-01-01.
package struct Day: Hashable, Sendable, Comparable {
  /// Days since 1970-01-01; negative before it.
  package let number: Int32

  /// The first day accepted: 1800-01-01.
  package static let first = Day(number: -62_091)

  /// The open end of a span: 9999-12-31.
  package static let openEnd = Day(number: 2_932_896)

  /// Makes a day that our own code computed.
  package init(number: Int32) {
    self.number = number
  }

  /// Makes a day that came from outside, or nothing outside 1800-01-01 to 9999-12-31.
  package init?(checkedNumber number: Int32) {
    guard (Day.first.number...Day.openEnd.number).contains(number) else { return nil }
    self.number = number
  }

  /// Makes a day from its parts, or nothing when the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1800...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.daysInMonth(month, of: year)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2026-03-10`.
  package init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Day.digits(bytes[0..<4]), let month = Day.digits(bytes[5..<7]),
      let day = Day.digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Reads `20260310`, the form that X12 uses.
  package init?(compact text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 8, let year = Day.digits(bytes[0..<4]),
      let month = Day.digits(bytes[4..<6]), let day = Day.digits(bytes[6..<8])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The year, month and day of the month.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The calendar year.
  package var year: Int { parts.year }

  /// Whether it is the first of a month.
  package var isFirstOfMonth: Bool { parts.day == 1 }

  /// The last day of the month that comes `count` months after that of this day.
  package func endOfMonth(after count: Int = 0) -> Day {
    let (year, month, _) = parts
    let next = month + count
    let first = Day(year: year + next / 12, month: next % 12 + 1, day: 1)
    return first?.adding(days: -1) ?? .openEnd
  }

  /// The day `count` days later; negative counts go back.
  package func adding(days count: Int) -> Day {
    Day(number: Int32(clamping: Int(number) + count))
  }

  /// The same day of the next year; the last of February for a leap day.
  package var oneYearLater: Day {
    let (year, month, day) = parts
    return Day(year: year + 1, month: month, day: day)
      ?? Day(year: year + 1, month: month, day: day - 1) ?? .openEnd
  }

  /// How many days lie between `earlier` and this day; negative when `earlier` is later.
  package func days(since earlier: Day) -> Int {
    Int(number) - Int(earlier.number)
  }

  package static func < (left: Day, right: Day) -> Bool {
    left.number < right.number
  }

  private static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}

extension Day: CustomStringConvertible {
  /// The day as `2026-03-10`.
  package var description: String { text(isSeparated: true) }

  /// The day as `20260310`.
  package var compact: String { text(isSeparated: false) }

  /// Written byte by byte, because every step of a trace prints days.
  private func text(isSeparated: Bool) -> String {
    let (year, month, day) = parts
    guard (0...9_999).contains(year) else {
      // Only our own code forms such days, beyond both ends of what is accepted.
      return isSeparated ? "\(year)-\(month)-\(day)" : "\(year)\(month)\(day)"
    }
    let gap = isSeparated ? 1 : 0
    return String(unsafeUninitializedCapacity: 8 + 2 * gap) { buffer in
      if isSeparated { buffer.initialize(repeating: UInt8(ascii: "-")) }
      Day.write(year, digits: 4, at: 0, in: buffer)
      Day.write(month, digits: 2, at: 4 + gap, in: buffer)
      Day.write(day, digits: 2, at: 6 + 2 * gap, in: buffer)
      return 8 + 2 * gap
    }
  }

  private static func write(
    _ value: Int, digits: Int, at start: Int, in buffer: UnsafeMutableBufferPointer<UInt8>
  ) {
    var rest = value
    for index in stride(from: start + digits - 1, through: start, by: -1) {
      buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
