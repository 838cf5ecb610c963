import Storage

/// The tables of money beside claims: what is settled, and the queue from which runs take it.
enum SettlementSchema {
  /// Makes the tables; nothing was settled before.
  static let migration = Migration(
    "money beside claims",
    [
      .addColumn(table: "remittance", .cents("adjusted").defaulting(to: .integer(0))),
      .createTable(adjustment), .createTable(unremittedAdjustment),
      .createTable(remittanceAdjustment), .createTable(withhold), .createTable(risk),
      .createTable(entry),
      .createIndex(
        Index("withhold_settlement_by_pool", on: "withhold_settlement", ["contract_id", "year"])),
    ])

  /// Which run takes what waits is chosen once.
  static let runs = Migration(
    "runs of money beside claims",
    [.addColumn(table: "unremitted_adjustment", .id("run_number").optional)])

  /// Money that a payee gets or owes beside its claims; a positive amount lowers the payment. Its
  /// source names it, so that nothing is queued twice.
  private static let adjustment = Table(
    "provider_adjustment",
    [
      .id("adjustment_number").generated, .text("source"), .text("billing_npi"),
      .text("billing_tin"), .text("code"), .text("reference"), .cents("amount"),
      .instant("posted_at"),
    ], unique: [["source"]])

  /// What no run holds yet; a run takes the rows away.
  private static let unremittedAdjustment = Table(
    "unremitted_adjustment",
    [.text("billing_npi"), .text("billing_tin"), .id("adjustment_number")],
    primaryKey: ["billing_npi", "billing_tin", "adjustment_number"], isClustered: true)

  /// What a remittance holds; nothing is in two.
  private static let remittanceAdjustment = Table(
    "remittance_adjustment", [.id("remittance_number"), .id("adjustment_number")],
    primaryKey: ["remittance_number", "adjustment_number"], unique: [["adjustment_number"]],
    foreignKeys: [
      ForeignKey("remittance_number", references: "remittance", "remittance_number"),
      ForeignKey(
        "adjustment_number", references: "provider_adjustment", "adjustment_number"),
    ], isClustered: true)

  /// What left the pool of a contract, year and payee, and where it went.
  private static let withhold = Table(
    "withhold_settlement",
    [
      .text("source"), .text("contract_id"), .integer("year"), .text("billing_npi"),
      .text("billing_tin"), .instant("settled_at"), .integer("returned_basis_points"),
      .cents("released"), .cents("forfeited"), .cents("applied"),
    ], primaryKey: ["source"], isClustered: true)

  /// The gain or loss of a contract, year and payee; each is settled once.
  private static let risk = Table(
    "risk_settlement",
    [
      .text("source"), .text("contract_id"), .integer("year"), .text("billing_npi"),
      .text("billing_tin"), .instant("settled_at"), .cents("budget"), .cents("actual"),
      .cents("bonus"), .cents("deficit"), .cents("from_pool"),
    ], primaryKey: ["source"],
    unique: [["contract_id", "year", "billing_npi", "billing_tin"]], isClustered: true)

  /// The entries of a settlement in the ledger, beside those of claims and remittances.
  private static let entry = Table(
    "settlement_entry",
    [.text("source"), .text("account"), .instant("posted_at"), .cents("amount")],
    primaryKey: ["source", "account"], isClustered: true)
}
