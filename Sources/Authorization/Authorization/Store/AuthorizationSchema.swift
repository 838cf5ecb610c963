import ServiceProcess
package import Storage

/// The tables of the authorization service.
package enum AuthorizationSchema {
  /// Everything that the service expects of its store.
  package static let schema = StoreSchema(
    "authorization",
    [
      Migration(
        "authorizations, referrals and holds",
        [
          .createTable(authorization), .createTable(authorizationLine), .createTable(referral),
          .createTable(referralVisit), .createTable(hold), .createTable(openHold),
          .createTable(holdEnd), .createTable(holdLine), .createTable(settlementLine),
          .createTable(AnswerLog.table),
          .createTable(ChangeLog.table),
          .createIndex(
            Index("authorization_by_member", on: "prior_authorization", ["member_id"])),
          .createIndex(Index("referral_by_member", on: "referral", ["member_id"])),
        ]),
      Migration("units given back", [.createTable(holdReturn)]),
      AuditRows.migration,
      Migration("people and their roles", PeopleRows.tables.map { .createTable($0) }),
      PeopleHistory.migration,
      Migration(
        "holds in the place of others",
        [
          .createTable(holdReplacement),
          .createIndex(
            Index("hold_replacement_by_replaced", on: "hold_replacement", ["replaced_id"])),
        ]),
      Migration(
        "physicians' decisions",
        [
          .addColumn(table: "prior_authorization", .text("decision").optional),
          .addColumn(table: "prior_authorization", .text("decided_by").optional),
          .addColumn(table: "prior_authorization", .day("decided_on").optional),
        ]),
    ])

  private static let authorization = Table(
    "prior_authorization",
    [
      .id("authorization_id").generated, .text("number"), .text("member_id"),
      .text("provider_npi"), .text("state"),
    ], unique: [["number"]])

  /// The services of an authorization; `used` and `reserved` are sums beside the rows that they
  /// count, which ``StoreVerification`` forms again. All units that were ever reserved lie on the
  /// days from `first_day_held` to `last_day_held`.
  private static let authorizationLine = Table(
    "authorization_line",
    [
      .id("authorization_id"), .integer("line_number"), .text("procedure"), .integer("approved"),
      .day("from_day"), .day("to_day"), .integer("used"), .integer("reserved"),
      .day("first_day_held").optional, .day("last_day_held").optional,
    ], primaryKey: ["authorization_id", "line_number"],
    foreignKeys: [
      ForeignKey("authorization_id", references: "prior_authorization", "authorization_id")
    ], isClustered: true)

  private static let referral = Table(
    "referral",
    [
      .id("referral_id").generated, .text("number"), .text("member_id"), .text("issuing_npi"),
      .flag("is_issuer_eligible"), .text("target_npi"), .text("target_specialty"),
      .integer("visits_granted"), .day("from_day"), .day("to_day"),
    ], unique: [["number"]])

  /// The visits of a referral; each counts once, as long as a line of an open hold or of a settled
  /// one stands behind it.
  private static let referralVisit = Table(
    "referral_visit",
    [
      .id("referral_id"), .text("rendering_npi"), .day("day"), .integer("open_lines"),
      .integer("taken_lines"),
    ], primaryKey: ["referral_id", "rendering_npi", "day"],
    foreignKeys: [ForeignKey("referral_id", references: "referral", "referral_id")],
    isClustered: true)

  /// Holds by their keys, with the answer for a repeated call; never changed afterwards. A key that
  /// was released before its hold arrived has no answer.
  private static let hold = Table(
    "hold",
    [
      .id("hold_id").generated, .text("key"), .instant("business_time").optional,
      .blob("digest").optional, .blob("answer").optional,
    ], unique: [["key"]])

  /// The holds that are not ended, so that listing them reads no others.
  private static let openHold = Table(
    "open_hold", [.id("hold_id")], primaryKey: ["hold_id"],
    foreignKeys: [ForeignKey("hold_id", references: "hold", "hold_id")], isClustered: true)

  /// How a hold ended and by which step, with the answer for a repeated call.
  private static let holdEnd = Table(
    "hold_end",
    [.id("hold_id"), .text("state"), .text("step"), .blob("digest"), .blob("answer")],
    primaryKey: ["hold_id"],
    foreignKeys: [ForeignKey("hold_id", references: "hold", "hold_id")], isClustered: true)

  /// What a hold reserved, never changed afterwards.
  private static let holdLine = Table(
    "hold_line",
    [
      .id("hold_id"), .integer("line_number"), .day("day"), .id("authorization_id").optional,
      .integer("authorization_line").optional, .integer("held"), .id("referral_id").optional,
      .text("rendering_npi").optional,
    ], primaryKey: ["hold_id", "line_number"],
    foreignKeys: [ForeignKey("hold_id", references: "hold", "hold_id")], isClustered: true)

  /// What the lines of a settled hold took; a line that took nothing has no row.
  private static let settlementLine = Table(
    "settlement_line",
    [.id("hold_id"), .integer("line_number"), .integer("taken"), .flag("is_visit_taken")],
    primaryKey: ["hold_id", "line_number"],
    foreignKeys: [
      ForeignKey(
        ["hold_id", "line_number"], references: "hold_line", ["hold_id", "line_number"])
    ], isClustered: true)

  /// Which settled hold another takes the place of; what that took goes back when this is settled.
  private static let holdReplacement = Table(
    "hold_replacement", [.id("hold_id"), .id("replaced_id")], primaryKey: ["hold_id"],
    foreignKeys: [
      ForeignKey("hold_id", references: "hold", "hold_id"),
      ForeignKey("replaced_id", references: "hold_end", "hold_id"),
    ], isClustered: true)

  /// The settled holds of which everything was given back, by which step and when, with the answer
  /// for a repeated call; what their lines took counts no more.
  private static let holdReturn = Table(
    "hold_return",
    [
      .id("hold_id"), .text("key"), .instant("business_time"), .blob("digest"), .blob("answer"),
    ], primaryKey: ["hold_id"], unique: [["key"]],
    foreignKeys: [ForeignKey("hold_id", references: "hold_end", "hold_id")], isClustered: true)
}
