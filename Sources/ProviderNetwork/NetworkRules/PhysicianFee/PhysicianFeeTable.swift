import Domain

/// Everything from which Medicare's fees for physicians are computed, by day of service.
package struct PhysicianFeeTable: Sendable {
  private let values: [String: [RelativeValueRow]]
  private let costs: [MedicareLocality: [PracticeCostRow]]
  private let localities: [String: [PostalLocalityRow]]
  private let factors: [ConversionFactorRow]

  /// How many digits of a postal code tell a locality.
  private static let postalDigits = 5

  /// Makes a table; rows of the same thing never share a day.
  package init(
    values: [RelativeValueRow] = [], costs: [PracticeCostRow] = [],
    localities: [PostalLocalityRow] = [], factors: [ConversionFactorRow] = []
  ) {
    self.values = Dictionary(grouping: values, by: \.procedure)
    self.costs = Dictionary(grouping: costs, by: \.locality)
    self.localities = Dictionary(grouping: localities, by: \.postalCode)
    self.factors = factors
  }

  /// The fees for one unit of what `line` bills, in the locality where it was given (rules `NET-PFS-1`,
  /// `NET-PFS-3` and `NET-PFS-4`), as a row of the schedule of that name.
  package func finding(
    for line: ContractQuestion.Line, in feeScheduleID: String
  ) -> PhysicianFeeFinding {
    do throws(NoFee) {
      let locality = try locality(of: line.postalCode, on: line.day)
      let row = try feeRow(line, try index(of: locality, on: line.day), feeScheduleID)
      return .fee(row, locality)
    } catch {
      return .absent(error.why)
    }
  }

  private struct NoFee: Error {
    let why: PhysicianFeeFinding.Absence

    init(_ why: PhysicianFeeFinding.Absence) {
      self.why = why
    }
  }

  private func locality(of postalCode: String, on day: Day) throws(NoFee) -> MedicareLocality {
    guard !postalCode.isEmpty else { throw NoFee(.postalCodeMissing) }
    let code = String(postalCode.prefix(PhysicianFeeTable.postalDigits))
    guard let row = localities[code]?.first(where: { $0.days.contains(day) }) else {
      throw NoFee(.postalCodeUnknown)
    }
    guard !row.isSplit else { throw NoFee(.postalCodeSplit) }
    return row.locality
  }

  private func index(
    of locality: MedicareLocality, on day: Day
  ) throws(NoFee) -> PracticeCostIndex {
    guard let row = costs[locality]?.first(where: { $0.days.contains(day) }) else {
      throw NoFee(.costsMissing)
    }
    return row.index
  }

  private func feeRow(
    _ line: ContractQuestion.Line, _ index: PracticeCostIndex, _ feeScheduleID: String
  ) throws(NoFee) -> FeeRow {
    let value = try value(of: line)
    guard value.isPaidByUnits else { throw NoFee(.notPaidByUnits) }
    guard let factor = factors.first(where: { $0.days.contains(line.day) })?.factor else {
      throw NoFee(.factorMissing)
    }
    let fees = ServiceSetting.allCases.compactMap { setting in
      PhysicianFee(value.value, in: index, factor, setting: setting)
    }
    guard let elsewhere = fees.first(where: { $0.setting == .nonFacility })?.amount,
      let inside = fees.first(where: { $0.setting == .facility })?.amount,
      min(elsewhere, inside) > .zero, max(elsewhere, inside) <= .limit
    else { throw NoFee(.amountOutOfRange) }
    var row = FeeRow(
      feeScheduleID: feeScheduleID, procedure: line.procedure, modifier: value.modifier,
      amount: elsewhere, facilityAmount: inside, days: DaySpan(from: line.day, to: line.day),
      isMultipleProcedure: value.isMultipleProcedure)
    row.reductionKind = value.reductionKind
    return row
  }

  /// The row of the first billed modifier that has one, else the row without a modifier.
  private func value(of line: ContractQuestion.Line) throws(NoFee) -> RelativeValueRow {
    let current = (values[line.procedure] ?? []).filter { $0.days.contains(line.day) }
    for modifier in line.modifiers where !modifier.isEmpty {
      if let row = current.first(where: { $0.modifier == modifier }) { return row }
    }
    guard let row = current.first(where: { $0.modifier.isEmpty }) else {
      throw NoFee(.valueMissing)
    }
    return row
  }
}
