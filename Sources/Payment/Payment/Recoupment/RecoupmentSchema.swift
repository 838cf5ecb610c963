import Storage

/// The tables of letters that recover overpayments.
enum RecoupmentSchema {
  /// Makes the tables; no letter was opened before.
  static let migration = Migration(
    "recoupment",
    [
      .createTable(letter), .createTable(event),
      .createIndex(Index("recoupment_by_claim", on: "recoupment", ["claim_id"])),
    ])

  private static let letter = Table(
    "recoupment",
    [
      .id("recoupment_number").generated, .text("source"), .text("claim_id"), .integer("version"),
      .text("billing_npi"), .text("billing_tin"), .cents("amount"), .day("due_day"),
      .instant("opened_at"), .text("note"),
    ], unique: [["source"]],
    foreignKeys: [
      ForeignKey(["claim_id", "version"], references: "decision", ["claim_id", "version"])
    ])

  /// What happened to a letter, numbered from 1; nothing is ever changed.
  private static let event = Table(
    "recoupment_event",
    [
      .id("recoupment_number"), .integer("event_number"), .text("source"), .text("kind"),
      .cents("amount"), .text("reference"), .instant("posted_at"),
    ], primaryKey: ["recoupment_number", "event_number"], unique: [["source"]],
    foreignKeys: [ForeignKey("recoupment_number", references: "recoupment", "recoupment_number")],
    isClustered: true)
}
