import ServiceProcess
package import Storage

/// The tables of the network.
///
/// A contract that is loaded with other terms or another roster gets a new version; the rows of the
/// earlier versions stay.
package enum NetworkSchema {
  /// The schema with its history.
  package static let schema = StoreSchema(
    "network",
    [
      Migration(
        "providers, contracts and fees",
        [
          .createTable(directoryVersion),
          .run("INSERT INTO directory_version (id, version) VALUES (1, 0)"),
          .createTable(provider), .createTable(contract), .createTable(contractVersion),
          .createTable(contractProduct), .createTable(contractProcedure),
          .createTable(rosterEntry), .createTable(fee), .createTable(ChangeLog.table),
          .createTable(AnswerLog.table),
        ]),
      Migration(
        "tax numbers of providers, days for papers",
        [
          .createTable(providerTaxNumber),
          .addColumn(
            table: "contract_version",
            .integer("attachment_days").defaulting(to: .integer(0))),
        ]),
      AuditRows.migration,
      Migration(
        "fees of procedures that are reduced beside others",
        [
          .addColumn(
            table: "fee", .flag("is_multiple_procedure").defaulting(to: .integer(0)))
        ]),
      Migration(
        "fees in facilities", [.addColumn(table: "fee", .cents("facility_amount").optional)]),
      Migration(
        "what withholds are a share of",
        [
          .addColumn(
            table: "contract_version", .text("withhold_basis").defaulting(to: .text("net")))
        ]),
      ExceptionSchema.migration,
      PracticeRows.migration,
      Migration(
        "how stays are paid",
        [
          .addColumn(table: "contract_version", .text("stay_method").optional),
          .addColumn(table: "contract_version", .cents("outlier_charge").optional),
        ]),
      Migration(
        "reductions beside others of a kind",
        [.addColumn(table: "relative_value", .text("reduction_kind").optional)]),
      Migration(
        "what contracts put at risk",
        [
          .addColumn(
            table: "contract_version", .integer("other_risk").defaulting(to: .integer(0))),
          .addColumn(
            table: "contract_version", .flag("has_stop_loss").defaulting(to: .integer(0))),
        ]),
    ])

  /// One row, whose version grows with each load that changes anything.
  private static let directoryVersion = Table(
    "directory_version", [.id("id"), .integer("version")], primaryKey: ["id"])

  private static let provider = Table(
    "provider",
    [
      .text("npi"), .text("name"), .text("role"), .text("specialty"),
      .day("credentialed_from").optional, .day("credentialed_to").optional,
      .day("excluded_from").optional, .day("excluded_to").optional,
    ], primaryKey: ["npi"], isClustered: true)

  /// The tax numbers under which a provider bills.
  private static let providerTaxNumber = Table(
    "provider_tax_number", [.text("npi"), .text("tax_number")],
    primaryKey: ["npi", "tax_number"],
    foreignKeys: [ForeignKey("npi", references: "provider", "npi")], isClustered: true)

  /// Which version of each contract counts.
  private static let contract = Table(
    "contract", [.text("contract_id"), .integer("version")], primaryKey: ["contract_id"],
    isClustered: true)

  private static let contractVersion = Table(
    "contract_version",
    [
      .text("contract_id"), .integer("version"), .text("model"), .text("pay_to_tin"),
      .day("from_day"), .day("to_day"), .text("fee_schedule_id"), .text("fee_method"),
      .integer("percent"), .integer("withhold"), .text("sequestration_clause"),
      .flag("is_lesser_of"), .integer("timely_filing_days"),
    ], primaryKey: ["contract_id", "version"])

  private static let contractProduct = Table(
    "contract_product", [.text("contract_id"), .integer("version"), .text("product_id")],
    primaryKey: ["contract_id", "version", "product_id"], foreignKeys: [ofVersion],
    isClustered: true)

  /// Procedures that are paid otherwise than the contract's method says; `treatment` is `capitated`
  /// or `carved_out`.
  private static let contractProcedure = Table(
    "contract_procedure",
    [.text("contract_id"), .integer("version"), .text("procedure"), .text("treatment")],
    primaryKey: ["contract_id", "version", "procedure"], foreignKeys: [ofVersion],
    isClustered: true)

  private static let rosterEntry = Table(
    "roster_entry",
    [
      .text("contract_id"), .integer("version"), .text("npi"), .day("from_day"), .day("to_day"),
    ], primaryKey: ["contract_id", "version", "npi", "from_day"], foreignKeys: [ofVersion],
    isClustered: true)

  private static let fee = Table(
    "fee",
    [
      .text("fee_schedule_id"), .text("procedure"), .text("modifier"), .day("from_day"),
      .day("to_day"), .cents("amount"),
    ], primaryKey: ["fee_schedule_id", "procedure", "modifier", "from_day"], isClustered: true)

  private static let ofVersion = ForeignKey(
    ["contract_id", "version"], references: "contract_version", ["contract_id", "version"])
}
