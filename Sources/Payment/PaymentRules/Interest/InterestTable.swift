package import Domain

/// The rates of interest by state, line of business, contract and day of payment (rule
/// `INTEREST-1`).
package struct InterestTable: Hashable, Sendable {
  private let rates: [InterestRate]

  /// Makes a table of rows in any order.
  package init(_ rates: [InterestRate]) {
    self.rates = rates.sorted { $0.from < $1.from }
  }

  /// Whether there is no rate at all.
  package var isEmpty: Bool { rates.isEmpty }

  /// The fewest days after receipt after which any row knows a payment as late; nothing without
  /// rows.
  package var daysMin: Int? { rates.map(\.days).min() }

  /// The row for a claim that a payer in `state` pays on `day`: that of the state, else the one that
  /// holds where no state has its own; nothing when no row is for such claims.
  package func rate(
    state: String, lineOfBusiness: LineOfBusiness, isContracted: Bool, paidOn day: Day
  ) -> InterestRate? {
    let fitting = rates.filter {
      $0.lineOfBusiness == lineOfBusiness && $0.isContracted == isContracted && $0.from <= day
    }
    return fitting.last { $0.state == state } ?? fitting.last { $0.state.isEmpty }
  }
}
