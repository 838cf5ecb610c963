import Storage

/// The tables of what members use of limits.
enum LimitSchema {
  /// Makes them.
  static let migration = Migration(
    "limits of benefits", [.createTable(posting), .createTable(balance)])

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

  /// The sums of the postings by visit; a visit counts while its uses are above zero. ``LimitUseCheck``
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
