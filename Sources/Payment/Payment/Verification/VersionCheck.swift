import Messages
import Storage

/// Finds claims of which more than one version stands, and versions that were taken back twice.
enum VersionCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try standing(in: reader) + reversedTwice(in: reader)
  }

  private static func standing(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT d.claim_id FROM decision d
      WHERE d.reverses_version = 0 AND NOT EXISTS (
        SELECT 1 FROM decision r
        WHERE r.claim_id = d.claim_id AND r.reverses_version = d.version)
      GROUP BY d.claim_id HAVING COUNT(*) > 1 LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-VERSION", try row.value(0), "more than one version of the claim stands")
    }
  }

  private static func reversedTwice(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT claim_id, reverses_version FROM decision WHERE reverses_version <> 0
      GROUP BY claim_id, reverses_version HAVING COUNT(*) > 1 LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-VERSION",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "the version is taken back more than once")
    }
  }
}
