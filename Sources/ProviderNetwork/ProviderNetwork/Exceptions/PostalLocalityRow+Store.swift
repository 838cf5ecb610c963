import Domain
import NetworkRules
import Storage

extension PostalLocalityRow: DatedRow {
  var key: String { postalCode }

  static func stored(
    like row: PostalLocalityRow, in reader: some StoreReading
  ) throws -> [PostalLocalityRow] {
    try reader.rows(
      """
      SELECT postal_code, from_day, to_day, carrier, locality, is_split FROM postal_locality \
      WHERE postal_code = $1
      """, row.postalCode, read: read)
  }

  static func all(in reader: some StoreReading) throws -> [PostalLocalityRow] {
    try reader.rows(
      "SELECT postal_code, from_day, to_day, carrier, locality, is_split FROM postal_locality",
      read: read)
  }

  func replace(in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO postal_locality (postal_code, from_day, to_day, carrier, locality, is_split) \
      VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (postal_code, from_day) \
      DO UPDATE SET to_day = excluded.to_day, carrier = excluded.carrier, \
      locality = excluded.locality, is_split = excluded.is_split
      """, postalCode, days.from, days.to, locality.carrier, locality.number, isSplit)
  }

  private static func read(_ row: borrowing Row) throws -> PostalLocalityRow {
    PostalLocalityRow(
      postalCode: try row.value(0), days: try row.span(1, 2),
      locality: MedicareLocality(carrier: try row.value(3), number: try row.value(4)),
      isSplit: try row.value(5))
  }
}
