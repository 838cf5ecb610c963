import Domain
import NetworkRules
import Storage

extension OutOfNetworkTerms: DatedRow {
  var key: String { productID }

  static func stored(
    like row: OutOfNetworkTerms, in reader: some StoreReading
  ) throws -> [OutOfNetworkTerms] {
    try reader.rows(
      """
      SELECT product_id, from_day, to_day, basis, fee_schedule_id FROM out_of_network_terms \
      WHERE product_id = $1
      """, row.productID, read: read)
  }

  static func all(in reader: some StoreReading) throws -> [OutOfNetworkTerms] {
    try reader.rows(
      "SELECT product_id, from_day, to_day, basis, fee_schedule_id FROM out_of_network_terms",
      read: read)
  }

  func replace(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO out_of_network_terms (product_id, from_day, to_day, basis, fee_schedule_id) \
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT (product_id, from_day) \
      DO UPDATE SET to_day = excluded.to_day, basis = excluded.basis, \
      fee_schedule_id = excluded.fee_schedule_id
      """, productID, days.from, days.to, basis.rawValue, feeScheduleID)
  }

  private static func read(_ row: borrowing Row) throws -> OutOfNetworkTerms {
    OutOfNetworkTerms(
      productID: try row.value(0), days: try row.span(1, 2), basis: try row.code(3),
      feeScheduleID: try row.value(4))
  }
}
