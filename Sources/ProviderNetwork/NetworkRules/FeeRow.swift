package import Domain

/// The fee for one unit of a procedure in a schedule.
package struct FeeRow: Hashable, Sendable {
  /// The schedule.
  package var feeScheduleID: String
  /// The procedure code.
  package var procedure: String
  /// The modifier that the fee is for; empty for the fee without one.
  package var modifier: String
  /// The fee for one unit.
  package var amount: Money
  /// The days of service for which it holds.
  package var days: DaySpan
  /// Whether the procedure is reduced beside others of the same day and provider.
  package var isMultipleProcedure: Bool

  /// Makes a row.
  package init(
    feeScheduleID: String, procedure: String, modifier: String = "", amount: Money, days: DaySpan,
    isMultipleProcedure: Bool = false
  ) {
    self.feeScheduleID = feeScheduleID
    self.procedure = procedure
    self.modifier = modifier
    self.amount = amount
    self.days = days
    self.isMultipleProcedure = isMultipleProcedure
  }
}
