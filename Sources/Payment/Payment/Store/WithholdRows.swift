import Domain
import PaymentRules
import Storage

/// What claims add to the pools of contracts, one row a version, contract and year (rule
/// `WITHHOLD-3`).
enum WithholdRows {
  /// Gives each decision the sum that was withheld and makes the pools; before this no claim with a
  /// withhold was decided, so that the sum of the earlier ones is nothing.
  static let migration = Migration(
    "withhold",
    [
      .addColumn(table: "decision", .cents("withheld").defaulting(to: .integer(0))),
      .createTable(
        Table(
          "withhold_posting",
          [
            .text("claim_id"), .integer("version"), .text("contract_id"), .integer("year"),
            .text("billing_npi"), .text("billing_tin"), .cents("amount"),
          ], primaryKey: ["claim_id", "version", "contract_id", "year"],
          foreignKeys: [
            ForeignKey(["claim_id", "version"], references: "decision", ["claim_id", "version"])
          ], isClustered: true)),
      .createIndex(
        Index("withhold_posting_by_pool", on: "withhold_posting", ["contract_id", "year"])),
    ])

  /// Adds what an adjudication keeps.
  static func insert(
    _ decision: ClaimDecision, of claim: AdjudicationClaim, _ record: DecisionRecord,
    in transaction: Transaction
  ) throws {
    guard record.withheld != .zero else { return }
    let shares = WithheldShare.shares(of: decision, lines: claim.lines, contract: claim.contract)
    for share in shares { try insert(share, record, in: transaction) }
  }

  /// Takes back what the version that `record` reverses added; what was settled already is taken from
  /// where it went (rule `WITHHOLD-5`).
  static func reverse(_ record: DecisionRecord, in transaction: Transaction) throws {
    guard record.withheld != .zero else { return }
    let shares = try shares(
      ofClaim: record.key.claimID, version: record.reversesVersion, in: transaction)
    for var share in shares {
      share.amount = -share.amount
      try insert(share, record, in: transaction)
      try resettle(share, record, in: transaction)
    }
  }

  /// What a version added, by contract and year.
  static func shares(
    ofClaim claimID: String, version: Int32, in reader: some StoreReading
  ) throws -> [WithheldShare] {
    try reader.rows(
      """
      SELECT contract_id, year, amount FROM withhold_posting
      WHERE claim_id = $1 AND version = $2 ORDER BY contract_id, year
      """, claimID, version
    ) { row in
      WithheldShare(
        contractID: try row.value(0), year: try row.value(1), amount: try row.value(2))
    }
  }

  private static func resettle(
    _ share: WithheldShare, _ record: DecisionRecord, in transaction: Transaction
  ) throws {
    let pool = WithholdPool(contractID: share.contractID, year: share.year)
    let payee = PayeeKey(npi: record.billingNPI, tin: record.billingTIN)
    let open = try pool.open(of: payee, in: transaction)
    guard open < .zero else { return }
    let settled = try pool.settled(of: payee, in: transaction)
    try pool.post(
      WithholdSettlement(takingBack: -open, from: settled), of: payee,
      returned: settled.returned,
      source:
        "reversal/\(record.key.version)/\(share.year)/\(share.contractID)/\(record.key.claimID)",
      at: record.businessTime, in: transaction)
  }

  private static func insert(
    _ share: WithheldShare, _ record: DecisionRecord, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO withhold_posting (
        claim_id, version, contract_id, year, billing_npi, billing_tin, amount)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """, record.key.claimID, record.key.version, share.contractID, share.year,
      record.billingNPI, record.billingTIN, share.amount)
  }
}
