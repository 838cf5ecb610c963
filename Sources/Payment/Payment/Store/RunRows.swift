import Domain
import Storage

/// The rows of payment runs.
enum RunRows {
  /// The run that was closed under that name.
  static func named(_ requestID: String, in reader: some StoreReading) throws -> RunRecord? {
    try reader.first(
      """
      SELECT run_number, closed_at, payer_number, remittance_count, claim_count, payment
      FROM payment_run WHERE request_id = $1
      """, requestID, read: record)
  }

  /// The run of that number.
  static func find(_ number: Int64, in reader: some StoreReading) throws -> RunRecord? {
    try reader.first(
      """
      SELECT run_number, closed_at, payer_number, remittance_count, claim_count, payment
      FROM payment_run WHERE run_number = $1
      """, number, read: record)
  }

  /// The next runs before that number, the latest first.
  static func page(
    before number: Int64, count: Int, in reader: some StoreReading
  ) throws -> [RunRecord] {
    try reader.rows(
      """
      SELECT run_number, closed_at, payer_number, remittance_count, claim_count, payment
      FROM payment_run WHERE run_number < $1 ORDER BY run_number DESC LIMIT $2
      """, number, count, read: record)
  }

  /// The number of the next run; its key keeps two transactions from taking the same.
  static func nextNumber(in transaction: Transaction) throws -> Int64 {
    let last = try transaction.first("SELECT COALESCE(MAX(run_number), 0) FROM payment_run") {
      row in try row.value(0, as: Int64.self)
    }
    return (last ?? 0) + 1
  }

  /// What the remittances of a run add up to.
  ///
  /// - Throws: ``Refusal/runTooLarge`` when an amount of one of them, or their sum, is beyond the
  ///   largest.
  static func sums(of number: Int64, in reader: some StoreReading) throws -> RunRecord.Sums {
    let sums = try reader.first(
      """
      SELECT COUNT(*), COALESCE(SUM(claim_count), 0), COALESCE(SUM(payment), 0),
        COALESCE(MAX(claims_paid), 0), COALESCE(MAX(carried_forward), 0),
        COALESCE(MAX(ABS(interest)), 0), COALESCE(MAX(ABS(adjusted)), 0)
      FROM remittance WHERE run_number = $1
      """, number
    ) { row in
      (
        remittances: try row.value(0, as: Int.self), claims: try row.value(1, as: Int.self),
        amounts: [
          Money(checkedCents: try row.value(2)), Money(checkedCents: try row.value(3)),
          Money(checkedCents: try row.value(4)), Money(checkedCents: try row.value(5)),
          Money(checkedCents: try row.value(6)),
        ]
      )
    }
    guard let sums, let payment = sums.amounts[0], sums.amounts.allSatisfy({ $0 != nil }) else {
      throw Refusal.runTooLarge
    }
    return RunRecord.Sums(
      remittances: sums.remittances, claims: sums.claims, payment: payment)
  }

  /// Adds a closed run.
  static func insert(
    _ run: RunRecord, requestID: String, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO payment_run (
        run_number, request_id, closed_at, payer_number, remittance_count, claim_count, payment)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, run.number, requestID, run.closedAt, run.payerNumber, run.sums.remittances,
      run.sums.claims, run.sums.payment)
  }

  private static func record(_ row: borrowing Row) throws -> RunRecord {
    RunRecord(
      number: try row.value(0), closedAt: try row.value(1), payerNumber: try row.value(2),
      sums: RunRecord.Sums(
        remittances: try row.value(3), claims: try row.value(4), payment: try row.value(5)))
  }
}
