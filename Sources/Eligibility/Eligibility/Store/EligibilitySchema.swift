import Domain
import ServiceProcess
package import Storage

/// The tables of eligibility.
///
/// Rows that say on which days something holds for a member are never deleted: a load that no longer
/// says them marks them with the version of the member's record that voided them.
package enum EligibilitySchema {
  /// The schema with its history.
  package static let schema = StoreSchema(
    "eligibility",
    [
      Migration(
        "products, members and spans",
        [
          .createTable(catalogVersion),
          .run("INSERT INTO catalog_version (id, version) VALUES (1, 0)"),
          .createTable(planYear), .createTable(benefit), .createTable(category),
          .createTable(member),
          .createIndex(
            Index("member_by_name", on: "member", ["family_name_key", "birth_date"])),
          .createTable(coverageSpan), .createTable(primaryCareSpan),
          .createTable(ChangeLog.table), .createTable(AnswerLog.table),
        ]),
      Migration("deaths", [.addColumn(table: "member", .day("death_date").optional)]),
      AuditRows.migration,
      Migration(
        "other payers",
        [
          .createTable(otherCoverageSpan),
          .addColumn(
            table: "member",
            .flag("is_qualified_medicare_beneficiary").defaulting(to: .integer(0))),
          .addColumn(
            table: "plan_year",
            .text("coordination_method").defaulting(
              to: .text(CoordinationMethod.standard.rawValue))),
        ]),
      Migration(
        "copays a day",
        [
          .addColumn(table: "benefit", .text("copay_unit").defaulting(to: .text("visit"))),
          .addColumn(table: "benefit", .integer("copay_first_day").defaulting(to: .integer(1))),
          .addColumn(table: "benefit", .integer("copay_last_day").optional),
        ]),
      Migration(
        "hospice elections, limits and preventive services",
        [
          .createTable(hospiceSpan), .createTable(preventiveService),
          .addColumn(table: "benefit", .integer("visits_max").optional),
          .addColumn(table: "benefit", .cents("dollars_max").optional),
          .addColumn(table: "benefit", .text("limit_liability").defaulting(to: .text("member"))),
        ]),
      Migration("grace periods", [.createTable(gracePeriod)]),
      Migration(
        "members by primary care provider",
        [
          .createIndex(
            Index("primary_care_by_provider", on: "primary_care_span", ["npi", "member_id"]))
        ]),
    ])

  /// One row, whose version grows with each load that changes products or categories.
  private static let catalogVersion = Table(
    "catalog_version", [.id("id"), .integer("version")], primaryKey: ["id"])

  private static let planYear = Table(
    "plan_year",
    [
      .text("product_id"), .day("from_day"), .day("to_day"), .text("line_of_business"),
      .cents("deductible_individual"), .cents("deductible_family"),
      .flag("is_deductible_aggregate"), .cents("out_of_pocket_individual"),
      .cents("out_of_pocket_family"), .flag("is_primary_care_required"),
      .flag("is_open_access"), .flag("is_non_contract_sequestered"),
    ], primaryKey: ["product_id", "from_day"])

  private static let benefit = Table(
    "benefit",
    [
      .text("product_id"), .day("from_day"), .text("benefit_id"), .text("category"),
      .text("provider_role"), .flag("is_covered"), .text("liability"), .cents("copay"),
      .flag("is_deductible_applied"), .integer("coinsurance"), .flag("is_preventive"),
      .flag("is_counted_to_out_of_pocket"), .flag("is_supplemental"),
      .flag("is_authorization_required"), .flag("is_referral_required"),
    ], primaryKey: ["product_id", "from_day", "benefit_id"],
    unique: [["product_id", "from_day", "category", "provider_role"]],
    foreignKeys: [
      ForeignKey(
        ["product_id", "from_day"], references: "plan_year", ["product_id", "from_day"])
    ])

  private static let category = Table(
    "procedure_category", [.text("procedure"), .text("category")], primaryKey: ["procedure"],
    isClustered: true)

  private static let member = Table(
    "member",
    [
      .text("member_id"), .text("family_id"), .text("family_name"), .text("given_name"),
      .text("family_name_key"), .day("birth_date"), .text("postal_code"), .integer("version"),
    ], primaryKey: ["member_id"], isClustered: true)

  private static let coverageSpan = Table(
    "coverage_span",
    [
      .text("member_id"), .text("product_id"), .day("from_day"), .integer("version"),
      .day("to_day"), .integer("voided_version").optional,
    ], primaryKey: ["member_id", "product_id", "from_day", "version"],
    foreignKeys: [ForeignKey("member_id", references: "member", "member_id")], isClustered: true)

  private static let otherCoverageSpan = Table(
    "other_coverage_span",
    [
      .text("member_id"), .text("payer_id"), .day("from_day"), .integer("version"),
      .day("to_day"), .text("payer_order"), .integer("voided_version").optional,
    ], primaryKey: ["member_id", "payer_id", "from_day", "version"],
    foreignKeys: [ForeignKey("member_id", references: "member", "member_id")], isClustered: true)

  private static let preventiveService = Table(
    "preventive_service",
    [.text("procedure"), .text("diagnosis_prefix"), .day("from_day"), .day("to_day")],
    primaryKey: ["procedure", "diagnosis_prefix", "from_day"], isClustered: true)

  private static let hospiceSpan = Table(
    "hospice_span",
    [
      .text("member_id"), .day("from_day"), .integer("version"), .day("to_day"),
      .integer("voided_version").optional,
    ], primaryKey: ["member_id", "from_day", "version"],
    foreignKeys: [ForeignKey("member_id", references: "member", "member_id")], isClustered: true)

  private static let gracePeriod = Table(
    "grace_period",
    [
      .text("member_id"), .text("product_id"), .day("first_day"), .integer("version"),
      .text("kind"), .text("outcome"), .day("settled_on").optional,
      .integer("voided_version").optional,
    ], primaryKey: ["member_id", "product_id", "first_day", "version"],
    foreignKeys: [ForeignKey("member_id", references: "member", "member_id")], isClustered: true)

  private static let primaryCareSpan = Table(
    "primary_care_span",
    [
      .text("member_id"), .day("from_day"), .integer("version"), .day("to_day"), .text("npi"),
      .integer("voided_version").optional,
    ], primaryKey: ["member_id", "from_day", "version"],
    foreignKeys: [ForeignKey("member_id", references: "member", "member_id")], isClustered: true)
}
