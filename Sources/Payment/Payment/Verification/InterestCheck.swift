import Domain
import Messages
import PaymentRules
import Storage

/// Finds interest that is not that of a payment in the same run, or not taken back with it (rule
/// `INTEREST-3`).
enum InterestCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try remittances(in: reader) + versions(in: reader) + amounts(in: reader)
      + corrections(in: reader)
  }

  /// The interest of a version is what the rule makes of its payment, at the days and the rate that
  /// stand beside it (rule `INTEREST-2`).
  private static func amounts(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    var found: [TypeV1.Violation] = []
    try reader.forEach(
      """
      SELECT i.claim_id, i.version, d.paid, i.days_late, i.thousandths, i.amount
      FROM claim_interest i JOIN decision d ON d.claim_id = i.claim_id AND d.version = i.version
      WHERE d.reverses_version = 0 AND d.paid > 0
      """
    ) { row in
      let (days, thousandths): (Int32, Int32) = (try row.value(3), try row.value(4))
      let amount = Interest.amount(
        on: try row.value(2), daysLate: Int(days), thousandths: thousandths)
      guard try amount != row.value(5, as: Money.self), found.count < 1_000 else { return }
      found.append(
        StoreVerification.violation(
          "PAY-INTEREST",
          "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
          "its interest is not its payment at the rate for the days"))
    }
    return found
  }

  /// A correction was received when the version was that it corrects.
  private static func corrections(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT d.claim_id, d.version FROM decision d LEFT JOIN decision o
        ON o.claim_id = d.claim_id AND o.version = d.version - $1
      WHERE d.corrected_received_at IS NOT NULL AND (o.claim_id IS NULL
        OR d.corrected_received_at <> COALESCE(o.corrected_received_at, o.business_time))
      LIMIT 1000
      """, DecidedVersions.replacementStep
    ) { row in
      StoreVerification.violation(
        "PAY-INTEREST",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "it was not received when the version was that it corrects")
    }
  }

  /// The interest of a remittance is that of the versions that it lists.
  private static func remittances(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      LEFT JOIN remittance_claim c ON c.remittance_number = r.remittance_number
      LEFT JOIN claim_interest i ON i.run_number = r.run_number AND i.claim_id = c.claim_id
        AND i.version = c.version
      GROUP BY r.remittance_number, r.interest
      HAVING COALESCE(SUM(i.amount), 0) <> r.interest LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-INTEREST", RunNumber(.remittance, try row.value(0)).text,
        "its interest is not that of its claims")
    }
  }

  /// A version with interest pays something, and one that takes another back takes its interest back.
  private static func versions(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT i.claim_id, i.version FROM claim_interest i
      LEFT JOIN decision d ON d.claim_id = i.claim_id AND d.version = i.version
      LEFT JOIN claim_interest o ON o.claim_id = d.claim_id AND o.version = d.reverses_version
      LEFT JOIN remittance_claim c ON c.claim_id = i.claim_id AND c.version = i.version
      LEFT JOIN remittance r ON r.remittance_number = c.remittance_number
        AND r.run_number = i.run_number
      WHERE d.claim_id IS NULL OR r.run_number IS NULL
        OR CASE WHEN d.reverses_version = 0 THEN d.paid <= 0 OR i.amount <= 0 OR i.days_late <= 0
          ELSE COALESCE(o.amount, 0) <> -i.amount OR o.days_late <> i.days_late
            OR o.thousandths <> i.thousandths END
      UNION ALL
      SELECT c.claim_id, c.version FROM remittance_claim c
      JOIN decision d ON d.claim_id = c.claim_id AND d.version = c.version
      JOIN claim_interest o ON o.claim_id = d.claim_id AND o.version = d.reverses_version
      LEFT JOIN claim_interest i ON i.claim_id = d.claim_id AND i.version = d.version
      WHERE d.reverses_version > 0 AND i.claim_id IS NULL
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-INTEREST",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "its interest is not that of a late payment, or not taken back with it")
    }
  }
}
