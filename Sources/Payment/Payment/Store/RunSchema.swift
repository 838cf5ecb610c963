import Storage

/// The tables of payment runs and of the parties of their remittances.
enum RunSchema {
  /// Makes the tables; what was decided before waits for the first run.
  static let migration = Migration(
    "payment runs",
    [
      .createTable(payer), .createTable(payee), .createTable(unremitted), .createTable(run),
      .createTable(remittance), .createTable(remittanceClaim), .createTable(balanceForward),
      .createTable(balanceForwardUse), .createTable(remittanceEntry),
      .createIndex(Index("payee_by_provider", on: "payee", ["npi", "tin"])),
      .createIndex(
        Index("balance_forward_by_payee", on: "balance_forward", ["billing_npi", "billing_tin"])),
      .createIndex(
        Index("balance_forward_use_by_user", on: "balance_forward_use", ["used_by"])),
      .run(
        """
        INSERT INTO unremitted (billing_npi, billing_tin, claim_id, version)
        SELECT billing_npi, billing_tin, claim_id, version FROM decision WHERE is_encounter = 0
        """),
    ])

  private static let payer = Table(
    "payer",
    [
      .id("payer_number").generated, .text("name"), .text("identifier"), .text("tin"),
      .text("contact_name"), .text("contact_phone"), .text("routing_number"),
      .text("account_number"), .text("address_line"), .text("address_second_line"),
      .text("city"), .text("state"), .text("postal_code"),
    ])

  private static let payee = Table(
    "payee",
    [
      .id("payee_number").generated, .text("npi"), .text("tin"), .text("name"),
      .text("receiver_id"), .flag("has_address"), .text("routing_number"),
      .text("account_number"), .text("address_line"), .text("address_second_line"),
      .text("city"), .text("state"), .text("postal_code"),
    ])

  /// The decided versions that no run holds yet, so that closing a run reads no others; a run takes
  /// the rows away.
  private static let unremitted = Table(
    "unremitted",
    [.text("billing_npi"), .text("billing_tin"), .text("claim_id"), .integer("version")],
    primaryKey: ["billing_npi", "billing_tin", "claim_id", "version"], isClustered: true)

  private static let run = Table(
    "payment_run",
    [
      .id("run_number"), .text("request_id"), .instant("closed_at"), .id("payer_number"),
      .integer("remittance_count"), .integer("claim_count"), .cents("payment"),
    ], primaryKey: ["run_number"], unique: [["request_id"]],
    foreignKeys: [ForeignKey("payer_number", references: "payer", "payer_number")])

  /// What a payee gets in a run: the claims, less what earlier remittances left below zero, plus
  /// what this one leaves.
  private static let remittance = Table(
    "remittance",
    [
      .id("remittance_number").generated, .id("run_number"), .text("billing_npi"),
      .text("billing_tin"), .id("payee_number").optional, .integer("claim_count"),
      .cents("claims_paid"), .cents("brought_forward"), .cents("carried_forward"),
      .cents("payment"),
    ], unique: [["run_number", "billing_npi", "billing_tin"]],
    foreignKeys: [ForeignKey("payee_number", references: "payee", "payee_number")])

  /// The versions of a remittance; no version is in two.
  private static let remittanceClaim = Table(
    "remittance_claim",
    [.id("remittance_number"), .text("claim_id"), .integer("version")],
    primaryKey: ["remittance_number", "claim_id", "version"],
    unique: [["claim_id", "version"]],
    foreignKeys: [
      ForeignKey("remittance_number", references: "remittance", "remittance_number"),
      ForeignKey(["claim_id", "version"], references: "decision", ["claim_id", "version"]),
    ], isClustered: true)

  /// What a remittance left below zero, which a later one of the payee takes back.
  private static let balanceForward = Table(
    "balance_forward",
    [.id("made_by"), .text("billing_npi"), .text("billing_tin"), .cents("amount")],
    primaryKey: ["made_by"],
    foreignKeys: [ForeignKey("made_by", references: "remittance", "remittance_number")],
    isClustered: true)

  /// Which remittance took a balance back; a balance is taken back once.
  private static let balanceForwardUse = Table(
    "balance_forward_use", [.id("made_by"), .id("used_by")], primaryKey: ["made_by"],
    foreignKeys: [
      ForeignKey("made_by", references: "balance_forward", "made_by"),
      ForeignKey("used_by", references: "remittance", "remittance_number"),
    ], isClustered: true)

  /// The entries of a remittance in the ledger, beside those of the claims.
  private static let remittanceEntry = Table(
    "remittance_entry",
    [.id("remittance_number"), .text("account"), .instant("posted_at"), .cents("amount")],
    primaryKey: ["remittance_number", "account"],
    foreignKeys: [ForeignKey("remittance_number", references: "remittance", "remittance_number")],
    isClustered: true)
}
