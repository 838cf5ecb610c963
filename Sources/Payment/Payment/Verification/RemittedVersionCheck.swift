import Messages
import Storage

/// Finds versions that are not in exactly one place: in one remittance, or waiting for a run
/// (rule `RUN-1`).
enum RemittedVersionCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try misplaced(in: reader) + undecided(in: reader) + ofOtherPayee(in: reader)
  }

  private static func misplaced(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT d.claim_id, d.version, d.is_encounter FROM decision d
      LEFT JOIN remittance_claim c ON c.claim_id = d.claim_id AND c.version = d.version
      LEFT JOIN unremitted u ON u.billing_npi = d.billing_npi AND u.billing_tin = d.billing_tin
        AND u.claim_id = d.claim_id AND u.version = d.version
      WHERE CASE WHEN d.is_encounter <> 0
        THEN c.claim_id IS NOT NULL OR u.claim_id IS NOT NULL
        ELSE (c.claim_id IS NULL) = (u.claim_id IS NULL) END
      LIMIT 1000
      """
    ) { row in
      let isEncounter: Bool = try row.value(2)
      return violation(
        try record(row),
        isEncounter
          ? "an encounter is in a run, or waits for one"
          : "the version is neither in a remittance nor waiting for one, or both")
    }
  }

  private static func undecided(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT u.claim_id, u.version FROM unremitted u
      WHERE u.run_number IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM decision d WHERE d.claim_id = u.claim_id AND d.version = u.version
          AND d.billing_npi = u.billing_npi AND d.billing_tin = u.billing_tin)
      LIMIT 1000
      """
    ) { row in
      violation(
        try record(row),
        "what waits for a run is in one, or was never decided, or for another payee")
    }
  }

  private static func ofOtherPayee(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT c.claim_id, c.version FROM remittance_claim c
      LEFT JOIN remittance r ON r.remittance_number = c.remittance_number
      LEFT JOIN decision d ON d.claim_id = c.claim_id AND d.version = c.version
      WHERE r.run_number IS NULL OR d.attempt IS NULL
        OR d.billing_npi <> r.billing_npi OR d.billing_tin <> r.billing_tin
      LIMIT 1000
      """
    ) { row in
      violation(try record(row), "its remittance or its decision is missing or of another payee")
    }
  }

  private static func record(_ row: borrowing Row) throws -> String {
    "\(try row.value(0, as: String.self)) version \(try row.value(1, as: Int64.self))"
  }

  private static func violation(_ record: String, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-RUN", record, finding)
  }
}
