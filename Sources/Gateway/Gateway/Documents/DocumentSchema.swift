import Storage

/// The tables of what the gateway sends as X12.
enum DocumentSchema {
  /// What the gateway's store takes on for documents.
  static let migration = Migration(
    "interchanges, documents and remittances",
    [
      .createTable(documentNumber), .createTable(interchange), .createTable(interchangeEnd),
      .createTable(interchangeDocument), .createTable(remittedClaim),
      .createTable(recordedRun), .createTable(remittanceDocument),
    ])

  /// The last number of each series.
  private static let documentNumber = Table(
    "document_number", [.text("series"), .id("last")], primaryKey: ["series"])

  /// An interchange whose reading began: nobody sends two under one control number.
  private static let interchange = Table(
    "interchange",
    [
      .id("interchange_number").generated, .text("submitter"), .text("sender"),
      .text("control_number"), .instant("received_at"),
    ], unique: [["submitter", "sender", "control_number"]])

  /// An interchange that was read to its end; sent again, nothing of it is processed.
  private static let interchangeEnd = Table(
    "interchange_end",
    [.id("interchange_number"), .integer("accepted"), .integer("refused")],
    primaryKey: ["interchange_number"],
    foreignKeys: [
      ForeignKey("interchange_number", references: "interchange", "interchange_number")
    ])

  /// What an interchange was answered with, by its name.
  private static let interchangeDocument = Table(
    "interchange_document",
    [.id("interchange_number"), .text("name"), .integer("type"), .blob("bytes")],
    primaryKey: ["interchange_number", "name"],
    foreignKeys: [
      ForeignKey("interchange_number", references: "interchange", "interchange_number")
    ])

  /// Which remittance lists a version of a claim; no two list the same.
  private static let remittedClaim = Table(
    "remitted_claim",
    [.id("claim_number"), .integer("version"), .text("remittance_id")],
    primaryKey: ["claim_number", "version"], isClustered: true)

  /// Payment runs whose claims are all marked and whose documents are all stored.
  private static let recordedRun = Table(
    "recorded_run", [.text("run_id")], primaryKey: ["run_id"])

  /// The bytes of a remittance as they were, or will be, sent.
  private static let remittanceDocument = Table(
    "remittance_document", [.text("remittance_id"), .blob("bytes")],
    primaryKey: ["remittance_id"])
}
