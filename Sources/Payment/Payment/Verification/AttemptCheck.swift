import Messages
import Storage

/// Finds attempts that were given up and decided, and gaps in the numbers of runs.
enum AttemptCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try withdrawn(in: reader) + runs(in: reader)
  }

  private static func withdrawn(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT w.claim_id, w.version FROM withdrawn_attempt w
      JOIN decision d ON d.claim_id = w.claim_id AND d.version = w.version
        AND d.attempt = w.attempt
      LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-VERSION",
        "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))",
        "the version was decided by an attempt that was given up")
    }
  }

  /// Each run has the number behind the last one's, from 1.
  private static func runs(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let isGapless = try reader.first(
      """
      SELECT COUNT(*) = COALESCE(MAX(run_number), 0) AND COALESCE(MIN(run_number), 1) = 1
      FROM payment_run
      """
    ) { row in try row.value(0, as: Bool.self) }
    guard isGapless == false else { return [] }
    return [StoreVerification.violation("PAY-RUN", "store", "a run is missing")]
  }
}
