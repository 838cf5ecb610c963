import Storage

/// The tables of capitation: what contracts pay by the month, and what months came to.
enum CapitationSchema {
  /// Makes the tables; no month was paid before.
  static let migration = Migration(
    "capitation",
    [
      .createTable(terms), .createTable(rate), .createTable(statement), .createTable(member),
      .createIndex(
        Index("capitation_terms_by_contract", on: "capitation_terms", ["contract_id", "from_day"])),
      .createIndex(
        Index(
          "capitation_statement_by_month", on: "capitation_statement",
          ["contract_id", "billing_npi", "billing_tin", "month"])),
    ])

  /// Terms as they were loaded; of a contract and month the last ones count, and none is ever changed.
  private static let terms = Table(
    "capitation_terms",
    [
      .id("terms_number").generated, .text("source"), .text("contract_id"), .day("from_day"),
      .text("counting"),
    ])

  private static let rate = Table(
    "capitation_rate",
    [
      .id("terms_number"), .integer("rate_number"), .text("category"), .text("sex").optional,
      .integer("age_from"), .integer("age_to"), .cents("amount"),
    ], primaryKey: ["terms_number", "rate_number"],
    foreignKeys: [ForeignKey("terms_number", references: "capitation_terms", "terms_number")],
    isClustered: true)

  /// What a month of a payee under a contract came to, whenever a roster changed it.
  private static let statement = Table(
    "capitation_statement",
    [
      .id("statement_number").generated, .text("source"), .text("contract_id"),
      .text("billing_npi"), .text("billing_tin"), .day("month"), .integer("month_days"),
      .id("terms_number"), .instant("settled_at"), .integer("member_count"),
      .integer("changed_count"), .cents("amount"), .cents("difference"), .text("code"),
    ], unique: [["source"]],
    foreignKeys: [ForeignKey("terms_number", references: "capitation_terms", "terms_number")])

  /// The members whose amount a statement changed: the new amount, and by how much it differs. The
  /// changes of a member and month add up to what is paid.
  private static let member = Table(
    "capitation_member",
    [
      .id("statement_number"), .text("member_id"), .integer("days"), .cents("rate"),
      .cents("amount"), .cents("change"),
    ], primaryKey: ["statement_number", "member_id"],
    foreignKeys: [
      ForeignKey("statement_number", references: "capitation_statement", "statement_number")
    ], isClustered: true)
}
