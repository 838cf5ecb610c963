import Domain
import NetworkRules
import Storage

/// Reads and writes rows of fee schedules.
enum FeeRows {
  /// The rows of one schedule for one procedure and modifier.
  static func rows(like row: FeeRow, in reader: some StoreReading) throws -> [FeeRow] {
    try reader.rows(
      """
      SELECT amount, from_day, to_day, is_multiple_procedure, facility_amount FROM fee \
      WHERE fee_schedule_id = $1 AND procedure = $2 AND modifier = $3
      """, row.feeScheduleID, row.procedure, row.modifier
    ) { cells in
      FeeRow(
        feeScheduleID: row.feeScheduleID, procedure: row.procedure, modifier: row.modifier,
        amount: try cells.value(0), facilityAmount: try cells.value(4), days: try cells.span(1, 2),
        isMultipleProcedure: try cells.value(3))
    }
  }

  /// Adds a row, or replaces the one that begins on the same day.
  static func replace(_ row: FeeRow, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO fee (fee_schedule_id, procedure, modifier, from_day, to_day, amount, \
      is_multiple_procedure, facility_amount) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
      ON CONFLICT (fee_schedule_id, procedure, modifier, from_day) \
      DO UPDATE SET to_day = excluded.to_day, amount = excluded.amount, \
      is_multiple_procedure = excluded.is_multiple_procedure, \
      facility_amount = excluded.facility_amount
      """, row.feeScheduleID, row.procedure, row.modifier, row.days.from, row.days.to,
      row.amount, row.isMultipleProcedure, row.facilityAmount)
  }
}
