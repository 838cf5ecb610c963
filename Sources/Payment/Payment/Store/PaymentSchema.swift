import ServiceProcess
package import Storage

/// The tables of the payment service; rows are inserted and never changed, balances and
/// the versions that wait for a run apart.
package enum PaymentSchema {
  /// Everything that the service expects of its store.
  package static let schema = StoreSchema(
    "payment",
    [
      Migration(
        "decisions, running amounts and ledger",
        [
          .createTable(AnswerLog.table), .createTable(decision), .createTable(WithdrawalRows.table),
          .createTable(accumulatorPosting), .createTable(accumulatorBalance),
          .createTable(copayVisit), .createTable(ledgerEntry), .createTable(sequestrationRate),
        ] + SequestrationRows.rates),
      Migration(
        "reversals and encounters",
        [
          .addColumn(
            table: "decision", .integer("reverses_version").defaulting(to: .integer(0))),
          .addColumn(table: "decision", .flag("is_encounter").defaulting(to: .integer(0))),
          .addColumn(table: "decision", .text("line_of_business").optional),
        ]),
      RunSchema.migration, AuditRows.migration, SequestrationEntries.migration,
      WithholdRows.migration, InterestSchema.migration, SettlementSchema.migration,
      InterestSchema.corrections, SequestrationLineEntries.migration,
      LimitSchema.migration, LimitSchema.maxima, CapitationSchema.migration,
      RecoupmentSchema.migration, SettlementSchema.runs,
    ])

  /// One row a decided version of a claim, with its sums; the decision itself is the stored answer.
  private static let decision = Table(
    "decision",
    [
      .text("claim_id"), .integer("version"), .integer("attempt"), .instant("business_time"),
      .text("billing_npi"), .text("billing_tin"), .text("member_id"), .text("family_id"),
      .integer("claim_status_code"), .integer("line_count"), .integer("denied_line_count"),
      .cents("charge"), .cents("paid"), .cents("patient_share"),
    ], primaryKey: ["claim_id", "version"], isClustered: true)

  /// What a claim, or a load of opening balances, added in one product and plan year.
  ///
  /// A claim adds the same to its member and its family, in one row; an opening balance names one of
  /// the two and leaves the other empty. The limits are those to which the claim was held.
  private static let accumulatorPosting = Table(
    "accumulator_posting",
    [
      .text("kind"), .text("source"), .integer("version"), .text("product_id"),
      .day("plan_year_start"), .text("member_id"), .text("family_id"), .cents("deductible"),
      .cents("out_of_pocket"), .cents("member_deductible_max").optional,
      .cents("family_deductible_max").optional, .cents("member_out_of_pocket_max").optional,
      .cents("family_out_of_pocket_max").optional,
    ],
    primaryKey: [
      "kind", "source", "version", "product_id", "plan_year_start", "member_id", "family_id",
    ], isClustered: true)

  /// The sums of the postings, kept beside them because forming them again for each claim takes time
  /// that grows with the claims of a family; ``BalanceCheck`` compares the two.
  private static let accumulatorBalance = Table(
    "accumulator_balance",
    [
      .text("holder"), .text("scope"), .text("product_id"), .day("plan_year_start"),
      .cents("deductible"), .cents("out_of_pocket"),
    ], primaryKey: ["holder", "scope", "product_id", "plan_year_start"], isClustered: true)

  /// The visits whose copay a claim took.
  private static let copayVisit = Table(
    "copay_visit",
    [
      .text("member_id"), .text("provider_npi"), .day("day"), .text("category"),
      .text("claim_id"), .integer("version"),
    ], primaryKey: ["member_id", "provider_npi", "day", "category"], isClustered: true)

  /// Double entry: debits are positive, credits negative, and the entries of a posting add up to
  /// nothing.
  private static let ledgerEntry = Table(
    "ledger_entry",
    [
      .text("claim_id"), .integer("version"), .text("posting"), .text("account"),
      .instant("posted_at"), .cents("amount"),
    ], primaryKey: ["claim_id", "version", "posting", "account"], isClustered: true)

  /// The rates of sequestration, each from a day of service until the next.
  private static let sequestrationRate = Table(
    "sequestration_rate",
    [.day("from_day"), .integer("rate_basis_points"), .text("authority")],
    primaryKey: ["from_day"], isClustered: true)
}
