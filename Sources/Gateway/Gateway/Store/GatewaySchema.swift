package import Storage

/// The tables of the gateway's store. Rows are only ever added; where a claim stands follows from
/// which rows exist.
package enum GatewaySchema {
  /// The schema with its history.
  package static let schema = StoreSchema(
    "gateway", [Migration("claims, facts, decisions", first), DocumentSchema.migration])

  private static let first: [Migration.Step] = [
    .createTable(accepted),
    .createIndex(Index("accepted_by_member", on: "claim_accepted", ["member_id"])),
    .createTable(signature), .createTable(facts), .createTable(decided), .createTable(pended),
    .createTable(pendDecision), .createTable(staleFacts), .createTable(feedChange),
    .createIndex(Index("feed_change_by_member", on: "feed_change", ["member_id"])),
    .createTable(feedPosition),
  ]

  /// One row a claim: what was submitted, by whom, under which key.
  private static let accepted = Table(
    "claim_accepted",
    [
      .id("claim_number").generated, .text("submission_key"), .blob("digest"),
      .text("submitter"), .text("member_id"), .day("first_day"), .day("last_day"),
      .text("patient_control_number"),
      .cents("charge"), .instant("accepted_at"), .blob("record"),
    ], unique: [["submission_key"]])

  /// The first line with each signature; a later one is a duplicate.
  private static let signature = Table(
    "line_signature", [.blob("signature"), .id("claim_number"), .integer("line_number")],
    primaryKey: ["signature"], isClustered: true)

  /// The answers of the reads, stored before the first changing call of an attempt.
  private static let facts = Table(
    "claim_facts", [.id("claim_number"), .integer("attempt"), .blob("record")],
    primaryKey: ["claim_number", "attempt"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// The decision with its trace.
  private static let decided = Table(
    "claim_decided",
    [
      .id("claim_number"), .integer("attempt"), .flag("is_denied"), .cents("paid"),
      .cents("patient_share"), .id("feed_position"), .blob("record"),
    ], primaryKey: ["claim_number"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// A claim that waits for a person, once for each time that it does.
  private static let pended = Table(
    "claim_pended",
    [.id("claim_number"), .integer("attempt"), .instant("pended_at"), .blob("record")],
    primaryKey: ["claim_number", "attempt"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// What a person decided on a pended claim.
  private static let pendDecision = Table(
    "pend_decision",
    [
      .id("claim_number"), .integer("attempt"), .text("request_id"), .text("action"),
      .text("reason"), .text("note"), .text("decided_by"), .instant("decided_at"),
    ], primaryKey: ["claim_number", "attempt"],
    foreignKeys: [
      ForeignKey(
        ["claim_number", "attempt"], references: "claim_pended", ["claim_number", "attempt"])
    ])

  /// Attempts whose facts changed before payment was asked.
  private static let staleFacts = Table(
    "stale_facts", [.id("claim_number"), .integer("attempt"), .text("service"), .id("position")],
    primaryKey: ["claim_number", "attempt"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// What the change feeds reported. A claim's later changes are those of its member and days whose
  /// position lies behind the one that its decision reflects.
  private static let feedChange = Table(
    "feed_change",
    [
      .text("service"), .id("position"), .text("kind"), .text("member_id"), .day("from_day"),
      .day("to_day"), .instant("made_at"),
    ], primaryKey: ["service", "position"])

  /// How far each change feed was acted upon.
  private static let feedPosition = Table(
    "feed_position", [.text("service"), .id("position")], primaryKey: ["service"])
}
