/// A closed span of days: both ends belong to it. An open end is ``Day/openEnd``.
package struct DaySpan: Hashable, Sendable {
  /// The first day.
  package let from: Day
  /// The last day.
  package let to: Day

  /// Makes a span that our own code knows to be in order.
  package init(from: Day, to: Day = .openEnd) {
    self.from = from
    self.to = to
  }

  /// Makes a span that came from outside, or nothing when it ends before it begins.
  package init?(checkedFrom from: Day, to: Day) {
    guard from <= to else { return nil }
    self.init(from: from, to: to)
  }

  /// Whether `day` lies in the span.
  package func contains(_ day: Day) -> Bool {
    from <= day && day <= to
  }

  /// Whether the two spans share a day.
  package func overlaps(_ other: DaySpan) -> Bool {
    from <= other.to && other.from <= to
  }
}
