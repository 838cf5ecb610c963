package import Domain

/// What a physician's service takes on some days, and whether Medicare pays it by that.
package struct RelativeValueRow: Hashable, Sendable {
  /// The procedure code.
  package var procedure: String
  /// The modifier that it is for, such as `26`; empty for the whole service.
  package var modifier: String
  /// The days of service for which it holds.
  package var days: DaySpan
  /// The letter by which Medicare says whether it pays by these units.
  package var status: String
  /// The units.
  package var value: RelativeValue
  /// Whether the procedure is reduced beside others of the same day and provider.
  package var isMultipleProcedure: Bool
  /// Together with which others it is reduced by a method that is not computed; absent when it is not.
  package var reductionKind: ReductionKind?

  /// Makes a row.
  package init(
    procedure: String, modifier: String = "", days: DaySpan, status: String = "A",
    value: RelativeValue, isMultipleProcedure: Bool = false
  ) {
    self.procedure = procedure
    self.modifier = modifier
    self.days = days
    self.status = status
    self.value = value
    self.isMultipleProcedure = isMultipleProcedure
  }

  /// Whether Medicare pays the service by its units and nothing else (rule `NET-PFS-4`).
  ///
  /// Active services and those of restricted coverage are; an injection that is paid only alone, a
  /// service that each contractor prices, and everything bundled, excluded or paid elsewhere is not.
  package var isPaidByUnits: Bool { RelativeValueRow.paidStatuses.contains(status) }

  private static let paidStatuses: Set<String> = ["A", "R"]
}
