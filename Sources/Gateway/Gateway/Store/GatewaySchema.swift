import ServiceProcess
package import Storage

/// The tables of the gateway's store. Rows about a claim are only ever added, and where it stands
/// follows from which rows exist; only what finds duplicates forgets a voided claim, and a code set
/// is replaced whole.
package enum GatewaySchema {
  /// The schema with its history.
  package static let schema = StoreSchema(
    "gateway",
    [
      Migration("claims, facts, decisions", first), DocumentSchema.migration,
      Migration("voids, papers, the work queue, code sets", second),
      Migration("replacements", [.createTable(replacement)]),
      AuditRows.migration,
      Migration(
        "lines of a service counted",
        [
          .createTable(serviceCount),
          .run(
            """
            INSERT INTO service_count (service, lines) \
            SELECT service, COUNT(*) FROM line_service GROUP BY service
            """),
          .run("DELETE FROM line_service"),
        ]),
      Migration("versions of claims", versions),
      Migration("earlier changes of coverage", [.run(earlierReviews)]),
      Migration(
        "suspended claims",
        [
          .addColumn(
            table: "claim_decided", .flag("is_suspended").defaulting(to: .integer(0))),
          .run(passedOverReviews),
        ]),
      Migration(
        "coverage that was told late", [.run(passedOverReviews), .run(unknownMemberReviews)]),
    ])

  /// Changes that were only shown until claims were corrected.
  private static let earlierReviews: SQL = """
    INSERT INTO claim_review (claim_number, position) SELECT d.claim_number, MAX(f.position) \
    FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
    JOIN feed_change f ON f.member_id = d.member_id AND f.position > d.feed_position \
    AND f.from_day <= a.last_day AND f.to_day >= a.first_day \
    WHERE d.is_denied = 0 AND d.member_id <> '' \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_void) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_replaced) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_review) \
    GROUP BY d.claim_number
    """

  /// Changes that were passed over while only an end of coverage corrected a claim.
  private static let passedOverReviews: SQL = """
    INSERT INTO claim_review (claim_number, position) SELECT d.claim_number, MAX(f.position) \
    FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
    JOIN feed_change f ON f.member_id = d.member_id AND f.position > d.feed_position \
    AND f.from_day <= a.last_day AND f.to_day >= a.first_day \
    WHERE d.member_id <> '' AND d.claim_number NOT IN (SELECT claim_number FROM claim_void) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_replaced) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_review) \
    GROUP BY d.claim_number
    """

  /// Changes that were passed over while a claim whose member nobody knew was never looked at again.
  private static let unknownMemberReviews: SQL = """
    INSERT INTO claim_review (claim_number, position) SELECT d.claim_number, MAX(f.position) \
    FROM claim_decided d JOIN claim_accepted a ON a.claim_number = d.claim_number \
    JOIN feed_change f ON f.member_id = a.member_id AND f.position > d.feed_position \
    AND f.from_day <= a.last_day AND f.to_day >= a.first_day \
    WHERE d.member_id = '' AND a.member_id <> '' \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_void) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_replaced) \
    AND d.claim_number NOT IN (SELECT claim_number FROM claim_review) \
    GROUP BY d.claim_number
    """

  /// A replacement that was decided before had no effect: all of them were denied.
  private static let versions: [Migration.Step] = [
    .addColumn(table: "claim_replacement", .id("root_number").defaulting(to: .integer(0))),
    .addColumn(table: "claim_replacement", .integer("version").defaulting(to: .integer(0))),
    .addColumn(
      table: "claim_replacement", .integer("reason").defaulting(to: .integer(2))),
    .addColumn(table: "claim_replacement", .instant("received_at").optional),
    .run(
      """
      UPDATE claim_replacement SET root_number = original_number, version = 3 \
      WHERE claim_number NOT IN (SELECT claim_number FROM claim_facts)
      """),
    .createIndex(
      Index("claim_replacement_by_root", on: "claim_replacement", ["root_number", "version"])),
    .createTable(replaced), .createTable(review),
    .addColumn(table: "claim_decided", .text("member_id").defaulting(to: .text(""))),
    .run(
      """
      UPDATE claim_decided SET member_id = (SELECT a.member_id FROM claim_accepted a \
      WHERE a.claim_number = claim_decided.claim_number)
      """),
    .createIndex(Index("decided_by_member", on: "claim_decided", ["member_id"])),
    .addColumn(table: "remitted_claim", .instant("closed_at").optional),
  ]

  private static let second: [Migration.Step] = [
    .createTable(service), .createTable(void), .createTable(voided), .createTable(paper),
    .createTable(assignment), .createTable(codeSet), .createTable(AnswerLog.table),
    .addColumn(
      table: "claim_decided", .flag("is_encounter").defaulting(to: .integer(0))),
    .addColumn(table: "claim_pended", .instant("due_at").optional),
    .addColumn(table: "claim_pended", .instant("papers_due_at").optional),
    .createIndex(Index("pended_by_papers_due", on: "claim_pended", ["papers_due_at"])),
  ]

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

  /// How many lines there are of each service that a member had on a day, so that those that resemble
  /// each other are found. The lines of a voided claim are taken out, here and of the signatures.
  private static let serviceCount = Table(
    "service_count", [.text("service"), .integer("lines")], primaryKey: ["service"],
    isClustered: true)

  /// The lines of each service, one row each; empty since they are counted.
  private static let service = Table(
    "line_service", [.text("service"), .id("claim_number"), .integer("line_number")],
    primaryKey: ["service", "claim_number", "line_number"], isClustered: true)

  /// A void that was accepted; a claim has one at most.
  private static let void = Table(
    "claim_void",
    [
      .id("void_number").generated, .text("submission_key"), .blob("digest"), .id("claim_number"),
      .text("submitter"), .text("patient_control_number"), .instant("accepted_at"),
      .blob("record"),
    ], unique: [["submission_key"], ["claim_number"]],
    foreignKeys: [ForeignKey("claim_number", references: "claim_decided", "claim_number")])

  /// Which claim a replacement replaces, in the order of the replacements of one claim.
  private static let replacement = Table(
    "claim_replacement",
    [.id("claim_number"), .id("original_number"), .integer("ordinal")],
    primaryKey: ["claim_number"], unique: [["original_number", "ordinal"]],
    foreignKeys: [
      ForeignKey("claim_number", references: "claim_accepted", "claim_number"),
      ForeignKey("original_number", references: "claim_decided", "claim_number"),
    ])

  /// Which claim took the place of which, once it was decided.
  private static let replaced = Table(
    "claim_replaced", [.id("claim_number"), .id("by_number")], primaryKey: ["claim_number"],
    unique: [["by_number"]],
    foreignKeys: [
      ForeignKey("claim_number", references: "claim_decided", "claim_number"),
      ForeignKey("by_number", references: "claim_decided", "claim_number"),
    ])

  /// A decided claim whose coverage changed afterwards, until it was looked at again.
  private static let review = Table(
    "claim_review", [.id("claim_number"), .id("position")], primaryKey: ["claim_number"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_decided", "claim_number")],
    isClustered: true)

  /// The reversal with its trace, once everything of the claim is taken back.
  private static let voided = Table(
    "claim_voided", [.id("claim_number"), .blob("record")], primaryKey: ["claim_number"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_void", "claim_number")])

  /// A promised paper that arrived.
  private static let paper = Table(
    "claim_paper",
    [
      .id("claim_number"), .text("control_number"), .blob("digest"), .text("media_type"),
      .integer("size"), .text("recorded_by"), .instant("recorded_at"),
    ], primaryKey: ["claim_number", "control_number"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// Who shall decide a pended claim; the row that was added last counts, an empty owner is nobody.
  private static let assignment = Table(
    "pend_assignment",
    [
      .id("claim_number"), .integer("sequence"), .text("owner"), .text("assigned_by"),
      .instant("assigned_at"),
    ], primaryKey: ["claim_number", "sequence"],
    foreignKeys: [ForeignKey("claim_number", references: "claim_accepted", "claim_number")])

  /// The code sets that are loaded, each whole in one row.
  private static let codeSet = Table(
    "code_set",
    [
      .text("name"), .integer("version"), .integer("codes"), .instant("loaded_at"),
      .blob("entries"),
    ], primaryKey: ["name"])
}
