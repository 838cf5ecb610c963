import Domain
import NetworkRules
import Storage

extension PracticeCostRow: DatedRow {
  var key: MedicareLocality { locality }

  static func stored(
    like row: PracticeCostRow, in reader: some StoreReading
  ) throws -> [PracticeCostRow] {
    try reader.rows(
      """
      SELECT carrier, locality, from_day, to_day, work, expense, malpractice FROM practice_cost \
      WHERE carrier = $1 AND locality = $2
      """, row.locality.carrier, row.locality.number, read: read)
  }

  static func all(in reader: some StoreReading) throws -> [PracticeCostRow] {
    try reader.rows(
      "SELECT carrier, locality, from_day, to_day, work, expense, malpractice FROM practice_cost",
      read: read)
  }

  func replace(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO practice_cost (carrier, locality, from_day, to_day, work, expense, malpractice) \
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (carrier, locality, from_day) \
      DO UPDATE SET to_day = excluded.to_day, work = excluded.work, \
      expense = excluded.expense, malpractice = excluded.malpractice
      """, locality.carrier, locality.number, days.from, days.to, index.workThousandths,
      index.expenseThousandths, index.malpracticeThousandths)
  }

  private static func read(_ row: borrowing Row) throws -> PracticeCostRow {
    let index = PracticeCostIndex(
      workThousandths: try row.value(4), expenseThousandths: try row.value(5),
      malpracticeThousandths: try row.value(6))
    guard let index else { throw StorageError(.corrupt, "a practice's cost is below zero") }
    return PracticeCostRow(
      locality: MedicareLocality(carrier: try row.value(0), number: try row.value(1)),
      days: try row.span(2, 3), index: index)
  }
}
