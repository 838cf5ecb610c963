import Domain
import PaymentRules
import Storage

/// The pools of a contract and year, one a payee: what claims added, less what was settled.
struct WithholdPool: Hashable, Sendable {
  let contractID: String
  let year: Int

  /// What stands in the pool of each payee, those with nothing left out, in the order of payees.
  func open(in reader: some StoreReading) throws -> [(payee: PayeeKey, amount: Money)] {
    try reader.rows(
      """
      SELECT billing_npi, billing_tin, SUM(amount) FROM (
        SELECT billing_npi, billing_tin, amount FROM withhold_posting
        WHERE contract_id = $1 AND year = $2
        UNION ALL SELECT billing_npi, billing_tin, -(released + forfeited + applied)
        FROM withhold_settlement WHERE contract_id = $1 AND year = $2) pool
      GROUP BY billing_npi, billing_tin HAVING SUM(amount) <> 0
      ORDER BY billing_npi, billing_tin
      """, contractID, year
    ) { row in
      (PayeeKey(npi: try row.value(0), tin: try row.value(1)), try row.value(2))
    }
  }

  /// What stands in the pool of one payee; below nothing when more was settled than is left.
  func open(of payee: PayeeKey, in reader: some StoreReading) throws -> Money {
    try reader.first(
      """
      SELECT COALESCE(SUM(amount), 0) FROM (
        SELECT amount FROM withhold_posting WHERE contract_id = $1 AND year = $2
          AND billing_npi = $3 AND billing_tin = $4
        UNION ALL SELECT -(released + forfeited + applied) FROM withhold_settlement
        WHERE contract_id = $1 AND year = $2 AND billing_npi = $3 AND billing_tin = $4) pool
      """, contractID, year, payee.npi, payee.tin
    ) { row in try row.value(0, as: Money.self) } ?? .zero
  }

  /// What was settled of the pool of a payee so far.
  func settled(
    of payee: PayeeKey, in reader: some StoreReading
  ) throws -> WithholdSettlement.Settled {
    let sums = try reader.first(
      """
      SELECT COALESCE(SUM(released), 0), COALESCE(SUM(forfeited), 0),
        COALESCE(MAX(returned_basis_points), 0)
      FROM withhold_settlement WHERE contract_id = $1 AND year = $2 AND billing_npi = $3
        AND billing_tin = $4
      """, contractID, year, payee.npi, payee.tin
    ) { row in
      WithholdSettlement.Settled(
        released: try row.value(0), forfeited: try row.value(1), returned: try row.value(2))
    }
    return sums ?? WithholdSettlement.Settled(released: .zero, forfeited: .zero, returned: .zero)
  }

  /// Posts a settlement of the pool of a payee: its row, its entries in the ledger, and what the
  /// payee gets or owes by the next run.
  func post(
    _ settlement: WithholdSettlement, of payee: PayeeKey, returned: BasisPoints, source: String,
    at time: Instant, in transaction: Transaction
  ) throws {
    try insert(
      settlement, of: payee, returned: returned, source: source, at: time, in: transaction)
    try LedgerRows.insert(
      SettlementLedger.withhold(settlement), settlement: source, at: time, in: transaction)
    let adjustment = ProviderAdjustment(
      source: source, payee: payee, code: .withhold, reference: reference,
      amount: -settlement.due)
    try AdjustmentRows.insert(adjustment, at: time, in: transaction)
  }

  /// Takes from the pool of a payee what its share of a loss uses.
  func apply(
    _ amount: Money, of payee: PayeeKey, source: String, at time: Instant,
    in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO withhold_settlement (
        source, contract_id, year, billing_npi, billing_tin, settled_at,
        returned_basis_points, released, forfeited, applied)
      VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7)
      """, source, contractID, year, payee.npi, payee.tin, time, amount)
  }

  /// What a remittance names: the contract and the year, as long as its field takes.
  var reference: String { String("\(year) \(contractID)".prefix(50)) }

  private func insert(
    _ settlement: WithholdSettlement, of payee: PayeeKey, returned: BasisPoints, source: String,
    at time: Instant, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO withhold_settlement (
        source, contract_id, year, billing_npi, billing_tin, settled_at,
        returned_basis_points, released, forfeited, applied)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """, source, contractID, year, payee.npi, payee.tin, time, returned, settlement.released,
      settlement.forfeited, settlement.applied)
  }
}
