package import Domain

/// Finds the span of coverage for a day.
package enum CoverageSearch {
  /// What was found for a day.
  package enum Finding: Hashable, Sendable {
    /// The span that covers the day.
    case covered(CoverageSpan)
    /// No span reaches back to the day; also when the member has no span at all.
    case beforeFirstDay
    /// Every span ended before the day.
    case afterLastDay
    /// The day lies between two spans.
    case lapsed
  }

  /// Looks for `day` among the spans in force (rule `ELIG-SPAN-1`).
  ///
  /// When several products cover the day, Medicaid gives way to any other, then the span that began
  /// first is taken, then the product whose name sorts first, so that the answer never depends on
  /// the order of the rows.
  package static func find(
    _ day: Day, in spans: [CoverageSpan], catalog: ProductCatalog
  ) -> Finding {
    let covering = spans.filter { $0.days.contains(day) }
    if let only = covering.first, covering.count == 1 { return .covered(only) }
    if let first = covering.min(by: { precedes($0, $1, catalog) }) { return .covered(first) }
    let hasEarlier = spans.contains { $0.days.to < day }
    let hasLater = spans.contains { $0.days.from > day }
    switch (hasEarlier, hasLater) {
    case (true, true): return .lapsed
    case (true, false): return .afterLastDay
    case (false, true), (false, false): return .beforeFirstDay
    }
  }

  /// Cuts spans so that each day has one product: the one that ``find(_:in:catalog:)`` answers with
  /// (rule `ELIG-SPAN-1`); in the order of days.
  package static func cut(_ spans: [CoverageSpan], catalog: ProductCatalog) -> [CoverageSpan] {
    var kept: [CoverageSpan] = []
    for span in spans.sorted(by: { precedes($0, $1, catalog) }) {
      var parts = [span]
      for earlier in kept { parts = parts.flatMap { rest(of: $0, without: earlier.days) } }
      kept += parts
    }
    return kept.sorted { $0.days.from < $1.days.from }
  }

  /// What is left of a span in front of days and behind them.
  private static func rest(of span: CoverageSpan, without days: DaySpan) -> [CoverageSpan] {
    guard span.days.overlaps(days) else { return [span] }
    var (front, back) = (span, span)
    front.days = DaySpan(from: span.days.from, to: days.from.adding(days: -1))
    back.days = DaySpan(from: days.to.adding(days: 1), to: span.days.to)
    return (span.days.from < days.from ? [front] : []) + (days.to < span.days.to ? [back] : [])
  }

  private static func precedes(
    _ left: CoverageSpan, _ right: CoverageSpan, _ catalog: ProductCatalog
  ) -> Bool {
    let isLeftLast = catalog.isLastResort(left.productID)
    guard isLeftLast == catalog.isLastResort(right.productID) else { return !isLeftLast }
    return (left.days.from, left.productID) < (right.days.from, right.productID)
  }
}
