import Domain
import PaymentRules
import Storage

/// The rows of rates of interest, and of the interest of versions.
enum InterestRows {
  /// The rates as the rules read them.
  static func table(in reader: some StoreReading) throws -> InterestTable {
    let rates = try reader.rows(
      """
      SELECT state, line_of_business, is_contracted, from_day, days, thousandths
      FROM interest_rate
      """
    ) { row in
      InterestRate(
        state: try row.value(0), lineOfBusiness: try row.value(1),
        isContracted: try row.value(2), from: try row.value(3), days: try row.value(4),
        thousandths: try row.value(5))
    }
    return InterestTable(rates)
  }

  /// Adds a rate, or replaces the one of its kind and first day.
  static func replace(
    _ rate: InterestRate, authority: String, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO interest_rate (
        state, line_of_business, is_contracted, from_day, days, thousandths, authority)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (state, line_of_business, is_contracted, from_day) DO UPDATE SET
        days = excluded.days, thousandths = excluded.thousandths, authority = excluded.authority
      """, rate.state, rate.lineOfBusiness, rate.isContracted, rate.from, rate.days,
      rate.thousandths, authority)
  }

  /// The interest of a version; nothing when it has none.
  static func amount(
    ofClaim claimID: String, version: Int32, in reader: some StoreReading
  ) throws -> Money? {
    try reader.first(
      "SELECT amount FROM claim_interest WHERE claim_id = $1 AND version = $2", claimID, version
    ) { row in try row.value(0, as: Money.self) }
  }
}
