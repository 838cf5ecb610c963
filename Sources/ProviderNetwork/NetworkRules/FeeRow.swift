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
  /// The fee for one unit in a facility; absent when the place does not matter.
  package var facilityAmount: Money?
  /// The days of service for which it holds.
  package var days: DaySpan
  /// Whether the procedure is reduced beside others of the same day and provider.
  package var isMultipleProcedure: Bool
  /// Together with which others it is reduced by a method that is not computed; absent when it is not.
  package var reductionKind: ReductionKind?

  /// Makes a row.
  package init(
    feeScheduleID: String, procedure: String, modifier: String = "", amount: Money,
    facilityAmount: Money? = nil, days: DaySpan, isMultipleProcedure: Bool = false
  ) {
    self.feeScheduleID = feeScheduleID
    self.procedure = procedure
    self.modifier = modifier
    self.amount = amount
    self.facilityAmount = facilityAmount
    self.days = days
    self.isMultipleProcedure = isMultipleProcedure
  }

  /// The fee for one unit in `setting` (rule `NET-FEE-5`).
  package func amount(in setting: ServiceSetting) -> Money {
    switch setting {
    case .facility: facilityAmount ?? amount
    case .nonFacility: amount
    }
  }
}
