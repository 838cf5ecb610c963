import Storage

/// The decided versions that no run holds yet.
enum UnremittedRows {
  /// Has a version wait for the next run; an encounter waits for none.
  static func insert(_ record: DecisionRecord, in transaction: Transaction) throws {
    guard !record.isEncounter else { return }
    try transaction.execute(
      """
      INSERT INTO unremitted (billing_npi, billing_tin, claim_id, version)
      VALUES ($1, $2, $3, $4)
      """, record.billingNPI, record.billingTIN, record.key.claimID, record.key.version)
  }
}
