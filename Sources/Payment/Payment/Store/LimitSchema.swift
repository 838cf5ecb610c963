import Storage

/// The tables of what members use of the limits of benefits.
enum LimitSchema {
  /// Makes them.
  static let migration = Migration(
    "limits of benefits", [.createTable(posting), .createTable(balance)])

  /// The limits to which a line was held stand beside what it added, so that it can be told afterwards
  /// that no claim went beyond them; of what was added before they are not known.
  static let maxima = Migration(
    "limits to which lines were held",
    [
      .addColumn(table: "limit_posting", .integer("visits_max").optional),
      .addColumn(table: "limit_posting", .cents("dollars_max").optional),
    ])

  /// What a line, or a load of opening balances, added; a load names no line, no provider and, for a
  /// day, the first one of the plan year.
  private static let posting = Table(
    "limit_posting",
    [
      .text("kind"), .text("source"), .integer("version"), .integer("line_number"),
      .text("member_id"), .text("product_id"), .day("plan_year_start"), .text("category"),
      .text("provider_npi"), .day("day"), .integer("uses"), .cents("amount"),
    ],
    primaryKey: [
      "kind", "source", "version", "line_number", "member_id", "product_id", "plan_year_start",
      "category",
    ], isClustered: true)

  /// The sums of the postings by visit; a visit counts while its uses are above zero. ``BenefitLimitCheck``
  /// compares the two.
  private static let balance = Table(
    "limit_balance",
    [
      .text("member_id"), .text("product_id"), .day("plan_year_start"), .text("category"),
      .text("provider_npi"), .day("day"), .integer("uses"), .cents("amount"),
    ],
    primaryKey: [
      "member_id", "product_id", "plan_year_start", "category", "provider_npi", "day",
    ], isClustered: true)
}
