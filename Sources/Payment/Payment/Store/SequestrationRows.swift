import Domain
import PaymentRules
import Storage

/// The rates of sequestration as rows, so that a change of law is a load and no change of code.
enum SequestrationRows {
  /// The rates that the law sets so far: from 2013-04-01, 2020-05-01, 2022-04-01 and 2022-07-01.
  static let rates: [Migration.Step] = [
    .run(
      """
      INSERT INTO sequestration_rate (from_day, rate_basis_points, authority) VALUES
      (15796, 200, 'Pub. L. 112-25; order of 2013-03-01'),
      (18383, 0, 'Pub. L. 116-136 section 3709, as extended by Pub. L. 117-71 section 2'),
      (19083, 100, 'Pub. L. 117-71 section 2(b)'),
      (19174, 200, 'Pub. L. 117-71 section 2(b); 2 U.S.C. 906(d)')
      """)
  ]

  /// The rates as the rules read them.
  static func table(in reader: some StoreReading) throws -> SequestrationTable {
    let rows = try reader.rows(
      "SELECT from_day, rate_basis_points, authority FROM sequestration_rate ORDER BY from_day"
    ) { row in
      SequestrationRate(
        from: try row.value(0), rate: try row.value(1), authority: try row.value(2))
    }
    return SequestrationTable(rows)
  }

  /// Adds a rate.
  static func insert(_ rate: SequestrationRate, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO sequestration_rate (from_day, rate_basis_points, authority)
      VALUES ($1, $2, $3)
      """, rate.from, rate.rate, rate.authority)
  }

  /// Whether a payment for a day from that of `rate` on, and before `until`, was reduced at another
  /// rate.
  static func isOther(
    than rate: SequestrationRate, until: Day, in reader: some StoreReading
  ) throws -> Bool {
    try reader.first(
      """
      SELECT 1 FROM sequestration_line
      WHERE day >= $1 AND day < $2 AND rate_basis_points <> $3 LIMIT 1
      """, rate.from, until, rate.rate
    ) { _ in true } ?? false
  }
}
