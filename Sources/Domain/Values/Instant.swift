/// A moment in UTC as whole microseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Sendable, Comparable {
  /// Microseconds since the beginning of 1970 in UTC.
  package let microseconds: Int64

  /// Makes an instant from microseconds.
  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The beginning of `day` in UTC; the nearest instant for a day beyond all instants.
  package init(startOf day: Day) {
    let (product, isBeyond) = Int64(day.number).multipliedReportingOverflow(by: 86_400_000_000)
    self.microseconds = isBeyond ? (day.number < 0 ? .min : .max) : product
  }

  /// The civil date in UTC.
  package var day: Day {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    return Day(number: Int32(clamping: remainder < 0 ? quotient - 1 : quotient))
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Instant: CustomStringConvertible {
  /// The instant as `2026-03-10T14:05:09Z`, without the fraction of a second.
  package var description: String {
    let remainder = microseconds % 86_400_000_000
    let sinceMidnight = (remainder < 0 ? remainder + 86_400_000_000 : remainder) / 1_000_000
    let parts = [sinceMidnight / 3_600, sinceMidnight / 60 % 60, sinceMidnight % 60]
    let clock = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(day)T\(clock)Z"
  }
}
