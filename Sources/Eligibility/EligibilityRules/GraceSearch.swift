package import Domain

/// Finds what unpaid premiums mean for a day (rule `ELIG-GRACE-1`).
package enum GraceSearch {
  /// What was found for a day.
  package struct Finding: Hashable, Sendable {
    /// What it means; nothing when the day lies in no open period.
    package var phase: GracePhase?
    /// The period that says so.
    package var period: GracePeriod?
    /// The last day for which it means the same; absent when nothing known changes it.
    package var until: Day?
  }

  /// Looks at a day that `productID` covers.
  ///
  /// A period that was paid means nothing, and one that ended took the coverage away. Once an open one
  /// is over, every later day waits for its outcome.
  package static func find(
    _ day: Day, coveredBy productID: String, among periods: [GracePeriod]
  ) -> Finding {
    let open = periods.filter { $0.productID == productID && $0.outcome == .open }
    let until = open.flatMap(\.turns).filter { $0 > day }.min()?.adding(days: -1)
    if let over = open.first(where: { $0.days.to < day }) {
      return Finding(phase: .outcomeUnknown, period: over)
    }
    guard let period = open.first(where: { $0.days.contains(day) }) else {
      return Finding(until: until)
    }
    return Finding(phase: period.phase(on: day), period: period, until: until)
  }

  /// Looks at a day that nothing covers: a period that ended without payment, no later than that day,
  /// is why, when its product was the last that covered the member and nothing began after it.
  package static func find(
    uncovered day: Day, beside coverage: [CoverageSpan], among periods: [GracePeriod]
  ) -> Finding {
    let earlier = coverage.filter { $0.days.to < day }
    let lastDay = earlier.map(\.days.to).max()
    let last = earlier.filter { $0.days.to == lastDay }.map(\.productID)
    let ended = periods.filter { period in
      guard period.outcome == .ended, period.firstDay <= day else { return false }
      guard last.isEmpty || last.contains(period.productID) else { return false }
      return !coverage.contains { $0.days.from > period.firstDay && $0.days.from <= day }
    }
    let found = ended.max { $0.firstDay < $1.firstDay }
    return Finding(phase: found.map { _ in .ended }, period: found)
  }
}

extension GracePeriod {
  /// The days on which its meaning changes.
  fileprivate var turns: [Day] { [suspendedFrom, days.to.adding(days: 1)] }

  fileprivate func phase(on day: Day) -> GracePhase {
    switch kind {
    case .smallGroup: .smallGroup
    case .subsidized: day < suspendedFrom ? .firstMonth : .laterMonth
    }
  }
}
