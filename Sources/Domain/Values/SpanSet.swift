/// Days on which something, named by a key, holds: products that cover, providers of record, rosters.
///
/// Answers the questions that every table of effective-dated rows asks: whether two rows claim the
/// same day, and which days a replacement of the rows may have changed.
package struct SpanSet: Hashable, Sendable {
  /// One row: what holds, and on which days.
  package struct Entry: Hashable, Sendable {
    /// What holds on the days.
    package var key: String
    /// The days.
    package var days: DaySpan

    /// Makes a row.
    package init(_ key: String, _ days: DaySpan) {
      self.key = key
      self.days = days
    }
  }

  /// The rows in no particular order.
  package var entries: [Entry]

  /// Makes a set of rows.
  package init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The indexes of two rows with the same key that share a day, or nothing when there are none.
  ///
  /// Sorting finds them in n log n, so that a long list from outside cannot stall a load.
  package func firstOverlap() -> (Int, Int)? {
    let order = entries.indices.sorted { left, right in
      let (a, b) = (entries[left], entries[right])
      return (a.key, a.days.from, left) < (b.key, b.days.from, right)
    }
    for (earlier, later) in zip(order, order.dropFirst())
    where entries[earlier].key == entries[later].key
      && entries[earlier].days.overlaps(entries[later].days)
    {
      return (min(earlier, later), max(earlier, later))
    }
    return nil
  }

  /// The keys that hold on `day`, sorted.
  package func keys(on day: Day) -> [String] {
    entries.lazy.filter { $0.days.contains(day) }.map(\.key).sorted()
  }

  /// The shortest span that holds every day on which `self` and `other` differ, or nothing when
  /// they agree on all days.
  package func daysChanged(to other: SpanSet) -> DaySpan? {
    let edges = Set((entries + other.entries).flatMap { SpanSet.edges(of: $0.days) }).sorted()
    let changed = edges.indices.filter { index in
      edges[index] <= .openEnd && keys(on: edges[index]) != other.keys(on: edges[index])
    }
    guard let first = changed.first, let last = changed.last else { return nil }
    let end = last + 1 < edges.count ? edges[last + 1].adding(days: -1) : Day.openEnd
    return DaySpan(from: edges[first], to: end)
  }

  private static func edges(of days: DaySpan) -> [Day] {
    [days.from, days.to.adding(days: 1)]
  }
}
