import Storage

/// From where a fee schedule has the fees that none of its rows lists.
enum FeeSource: String, Hashable, Sendable {
  /// From nowhere.
  case listed
  /// From Medicare's relative values.
  case relativeValues = "relative_values"

  /// The source of a schedule; `listed` when none was ever said.
  static func source(
    of feeScheduleID: String, in reader: some StoreReading
  ) throws -> FeeSource {
    try reader.first(
      "SELECT source FROM fee_source WHERE fee_schedule_id = $1", feeScheduleID
    ) { row in try row.code(0) } ?? .listed
  }

  /// The schedules whose other fees are computed.
  static func computedSchedules(in reader: some StoreReading) throws -> Set<String> {
    Set(
      try reader.rows(
        "SELECT fee_schedule_id FROM fee_source WHERE source = $1",
        FeeSource.relativeValues.rawValue, read: { row in try row.value(0, as: String.self) }))
  }

  /// Lets the source of a schedule be this one.
  func replace(of feeScheduleID: String, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO fee_source (fee_schedule_id, source) VALUES ($1, $2) \
      ON CONFLICT (fee_schedule_id) DO UPDATE SET source = excluded.source
      """, feeScheduleID, rawValue)
  }
}
