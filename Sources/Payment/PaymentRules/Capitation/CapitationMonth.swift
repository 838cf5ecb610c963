package import Domain

/// A calendar month for which members are paid.
package struct CapitationMonth: Hashable, Sendable {
  /// Its first day.
  package let first: Day
  /// Its last day.
  package let last: Day

  /// Makes the month that begins on `first`; nothing for any other day.
  package init?(first: Day) {
    let (year, month, day) = first.parts
    guard day == 1,
      let last = (28...31).reversed().lazy.compactMap({
        Day(year: year, month: month, day: $0)
      }).first
    else { return nil }
    self.first = first
    self.last = last
  }

  /// How many days it has.
  package var length: Int { last.days(since: first) + 1 }

  /// Its fifteenth day.
  package var fifteenth: Day { first.adding(days: 14) }

  /// How many of its days lie in `span`.
  package func days(in span: DaySpan) -> Int {
    max(0, min(last, span.to).days(since: max(first, span.from)) + 1)
  }

  /// The month as `2026-03`.
  package var text: String { String(first.description.dropLast(3)) }
}
