import Domain
import NetworkRules
import Storage

extension ConversionFactorRow: DatedRow {
  /// There is one factor a day, whatever is paid.
  struct Key: Hashable {}

  var key: Key { Key() }

  static func stored(
    like row: ConversionFactorRow, in reader: some StoreReading
  ) throws -> [ConversionFactorRow] {
    try all(in: reader)
  }

  static func all(in reader: some StoreReading) throws -> [ConversionFactorRow] {
    try reader.rows(
      "SELECT from_day, to_day, ten_thousandths FROM conversion_factor"
    ) { row in
      guard let factor = ConversionFactor(tenThousandths: try row.value(2)) else {
        throw StorageError(.corrupt, "a conversion factor is below zero")
      }
      return ConversionFactorRow(days: try row.span(0, 1), factor: factor)
    }
  }

  func replace(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO conversion_factor (from_day, to_day, ten_thousandths) VALUES ($1, $2, $3) \
      ON CONFLICT (from_day) \
      DO UPDATE SET to_day = excluded.to_day, ten_thousandths = excluded.ten_thousandths
      """, days.from, days.to, factor.tenThousandths)
  }
}
