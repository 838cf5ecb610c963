package import Domain

/// Every row of every fee schedule, found by schedule and procedure.
package struct FeeTable: Sendable {
  private struct Key: Hashable {
    var feeScheduleID: String
    var procedure: String
  }

  private let rows: [Key: [FeeRow]]
  /// The schedules that have from Medicare's relative values what no row lists.
  private let computedSchedules: Set<String>
  private let physicianFees: PhysicianFeeTable

  /// Makes a table; rows of one schedule, procedure and modifier never share a day.
  ///
  /// - Parameters:
  ///   - rows: What is listed.
  ///   - computedSchedules: The schedules whose other fees are computed.
  ///   - physicianFees: From what they are computed.
  package init(
    _ rows: [FeeRow] = [], computedSchedules: Set<String> = [],
    physicianFees: PhysicianFeeTable = PhysicianFeeTable()
  ) {
    self.computedSchedules = computedSchedules
    self.physicianFees = physicianFees
    self.rows = Dictionary(grouping: rows) { row in
      Key(feeScheduleID: row.feeScheduleID, procedure: row.procedure)
    }
  }

  /// The row for what `line` bills: the listed one, else in a schedule that is computed the one that
  /// Medicare's relative values make.
  package func row(in feeScheduleID: String, for line: ContractQuestion.Line) -> FeeRow? {
    if let listed = row(
      in: feeScheduleID, for: line.procedure, modifiers: line.modifiers, on: line.day)
    {
      return listed
    }
    return physicianFee(in: feeScheduleID, for: line)?.row
  }

  /// What Medicare's relative values say about `line`; nothing where the schedule is not computed, or
  /// lists the procedure itself.
  package func physicianFee(
    in feeScheduleID: String, for line: ContractQuestion.Line
  ) -> PhysicianFeeFinding? {
    guard computedSchedules.contains(feeScheduleID),
      row(in: feeScheduleID, for: line.procedure, modifiers: line.modifiers, on: line.day) == nil
    else { return nil }
    return physicianFees.finding(for: line, in: feeScheduleID)
  }

  /// The row for `procedure` on `day` (rule `NET-FEE-1`).
  ///
  /// The first of `modifiers` that has a row on the day decides; when none has, the row without a
  /// modifier does. Nothing when there is neither.
  package func row(
    in feeScheduleID: String, for procedure: String, modifiers: [String], on day: Day
  ) -> FeeRow? {
    guard let all = rows[Key(feeScheduleID: feeScheduleID, procedure: procedure)] else {
      return nil
    }
    let current = all.filter { $0.days.contains(day) }
    for modifier in modifiers where !modifier.isEmpty {
      if let row = current.first(where: { $0.modifier == modifier }) { return row }
    }
    return current.first { $0.modifier.isEmpty }
  }
}
