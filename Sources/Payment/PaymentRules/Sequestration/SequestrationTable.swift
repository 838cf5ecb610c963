package import Domain

/// The rates of sequestration by day of service (rule `SEQ-2`).
package struct SequestrationTable: Hashable, Sendable {
  /// The rates, the earliest first; before the first one there is none.
  package let rates: [SequestrationRate]

  /// Makes a table of rows in any order.
  package init(_ rates: [SequestrationRate]) {
    self.rates = rates.sorted { $0.from < $1.from }
  }

  /// The row that applies to a day, or nothing before the first.
  package func row(on day: Day) -> SequestrationRate? {
    rates.last { $0.from <= day }
  }

  /// The rate that applies to a day.
  package func rate(on day: Day) -> BasisPoints {
    row(on: day)?.rate ?? .zero
  }
}
