package import Domain

/// Every row of every fee schedule, found by schedule and procedure.
package struct FeeTable: Sendable {
  private struct Key: Hashable {
    var feeScheduleID: String
    var procedure: String
  }

  private let rows: [Key: [FeeRow]]

  /// Makes a table; rows of one schedule, procedure and modifier never share a day.
  package init(_ rows: [FeeRow] = []) {
    self.rows = Dictionary(grouping: rows) { row in
      Key(feeScheduleID: row.feeScheduleID, procedure: row.procedure)
    }
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
