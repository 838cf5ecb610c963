package import Domain

/// A calendar month for which members are paid.
package struct CapitationMonth: Hashable, Sendable {
  /// Its first day.
  package let first: Day
  /// Its last day.
  package let last: Day

  /// Makes the month that begins on `first`; nothing for any other day.
  package init?(first: Day) {
    guard first.isFirstOfMonth else { return nil }
    self.first = first
    last = first.endOfMonth()
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
