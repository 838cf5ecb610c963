package import Domain

/// The fee for one unit, with the row and the share that gave it.
package struct UnitFee: Hashable, Sendable {
  /// The row of the schedule.
  package let row: FeeRow
  /// The share of it.
  package let percent: BasisPoints
  /// The fee for one unit, rounded half-up to the cent.
  package let amount: Money

  /// Takes `percent` of the fee in `row`.
  package init(row: FeeRow, percent: BasisPoints) {
    self.row = row
    self.percent = percent
    self.amount = row.amount.share(percent)
  }
}
