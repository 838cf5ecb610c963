import Storage

/// The tables of interest on late payments.
enum InterestSchema {
  /// Makes the tables. What was paid before was paid to providers with a contract, because claims of
  /// others waited for a person; no interest was paid.
  static let migration = Migration(
    "interest on late payments",
    [
      .addColumn(table: "decision", .flag("is_contracted").defaulting(to: .integer(1))),
      .addColumn(table: "remittance", .cents("interest").defaulting(to: .integer(0))),
      .createTable(rate), .createTable(claimInterest),
    ])

  /// A correction by the payer has the receipt of the claim that it corrects, and versions that belong
  /// together are chosen for a run together.
  static let corrections = Migration(
    "interest on corrections",
    [
      .addColumn(table: "decision", .instant("corrected_received_at").optional),
      .addColumn(table: "unremitted", .id("run_number").optional),
    ])

  /// The rates, each from a day of payment until the next of its kind.
  private static let rate = Table(
    "interest_rate",
    [
      .text("state"), .text("line_of_business"), .flag("is_contracted"), .day("from_day"),
      .integer("days"), .integer("thousandths"), .text("authority"),
    ], primaryKey: ["state", "line_of_business", "is_contracted", "from_day"],
    isClustered: true)

  /// The interest of a version of a claim, in the run that pays it; negative where a reversal takes
  /// it back. The rate is kept beside it, because the rows of rates may be replaced.
  private static let claimInterest = Table(
    "claim_interest",
    [
      .id("run_number"), .text("claim_id"), .integer("version"), .integer("days_late"),
      .integer("thousandths"), .cents("amount"),
    ], primaryKey: ["run_number", "claim_id", "version"], unique: [["claim_id", "version"]],
    foreignKeys: [
      ForeignKey(["claim_id", "version"], references: "decision", ["claim_id", "version"])
    ], isClustered: true)
}
