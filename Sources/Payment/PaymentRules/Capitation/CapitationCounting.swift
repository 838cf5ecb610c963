package import Domain

/// When a month counts for a member (rule `CAP-2`).
package enum CapitationCounting: String, Hashable, Sendable, CaseIterable {
  /// Whole, when the member is assigned on its first day.
  case firstDay = "first_day"
  /// Whole, when the member is assigned on its fifteenth day.
  case fifteenthDay = "fifteenth_day"
  /// Day by day.
  case byDay = "by_day"

  /// How many days of the month count for one who is assigned on the days of `span`.
  package func days(of month: CapitationMonth, in span: DaySpan) -> Int {
    switch self {
    case .firstDay: span.contains(month.first) ? month.length : 0
    case .fifteenthDay: span.contains(month.fifteenth) ? month.length : 0
    case .byDay: month.days(in: span)
    }
  }
}
