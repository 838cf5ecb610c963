import Domain
import NetworkRules
import Storage

extension RelativeValueRow: DatedRow {
  /// A procedure with a modifier.
  struct Key: Hashable {
    let procedure: String
    let modifier: String
  }

  var key: Key { Key(procedure: procedure, modifier: modifier) }

  static func stored(
    like row: RelativeValueRow, in reader: some StoreReading
  ) throws -> [RelativeValueRow] {
    try reader.rows(
      """
      SELECT procedure, modifier, from_day, to_day, status, work, facility_expense, \
      non_facility_expense, malpractice, is_multiple_procedure, reduction_kind \
      FROM relative_value \
      WHERE procedure = $1 AND modifier = $2
      """, row.procedure, row.modifier, read: read)
  }

  static func all(in reader: some StoreReading) throws -> [RelativeValueRow] {
    try reader.rows(
      """
      SELECT procedure, modifier, from_day, to_day, status, work, facility_expense, \
      non_facility_expense, malpractice, is_multiple_procedure, reduction_kind \
      FROM relative_value
      """, read: read)
  }

  func replace(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO relative_value (procedure, modifier, from_day, to_day, status, work, \
      facility_expense, non_facility_expense, malpractice, is_multiple_procedure, reduction_kind) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
      ON CONFLICT (procedure, modifier, from_day) \
      DO UPDATE SET to_day = excluded.to_day, status = excluded.status, work = excluded.work, \
      facility_expense = excluded.facility_expense, \
      non_facility_expense = excluded.non_facility_expense, \
      malpractice = excluded.malpractice, \
      is_multiple_procedure = excluded.is_multiple_procedure, \
      reduction_kind = excluded.reduction_kind
      """, procedure, modifier, days.from, days.to, status, value.workHundredths,
      value.facilityExpenseHundredths, value.nonFacilityExpenseHundredths,
      value.malpracticeHundredths, isMultipleProcedure, reductionKind?.rawValue)
  }

  private static func read(_ row: borrowing Row) throws -> RelativeValueRow {
    let value = RelativeValue(
      workHundredths: try row.value(5), facilityExpenseHundredths: try row.value(6),
      nonFacilityExpenseHundredths: try row.value(7), malpracticeHundredths: try row.value(8))
    guard let value else { throw StorageError(.corrupt, "a relative value is below zero") }
    var found = RelativeValueRow(
      procedure: try row.value(0), modifier: try row.value(1), days: try row.span(2, 3),
      status: try row.value(4), value: value, isMultipleProcedure: try row.value(9))
    found.reductionKind = try row.value(10, as: String?.self).map { text in
      guard let kind = ReductionKind(rawValue: text) else {
        throw StorageError(.corrupt, "a relative value has no kind of reduction by that name")
      }
      return kind
    }
    return found
  }
}
