import Storage

/// The tables of prices beside contracts, and of what Medicare's physician fees are computed from.
enum ExceptionSchema {
  /// The step that makes them.
  static let migration = Migration(
    "prices beside contracts",
    [
      .createTable(feeSource), .createTable(letter), .createTable(letterVersion),
      .createTable(letterRate), .createTable(outOfNetworkTerms), .createTable(relativeValue),
      .createTable(practiceCost), .createTable(postalLocality), .createTable(conversionFactor),
    ])

  /// From where the fees of a schedule come that no row lists; `source` is `listed` or
  /// `relative_values`.
  private static let feeSource = Table(
    "fee_source", [.text("fee_schedule_id"), .text("source")], primaryKey: ["fee_schedule_id"],
    isClustered: true)

  /// Which version of each letter of agreement counts.
  private static let letter = Table(
    "letter", [.text("authorization_number"), .text("npi"), .integer("version")],
    primaryKey: ["authorization_number", "npi"], isClustered: true)

  private static let letterVersion = Table(
    "letter_version",
    [
      .text("authorization_number"), .text("npi"), .integer("version"), .day("from_day"),
      .day("to_day"), .text("sequestration_clause"),
    ], primaryKey: ["authorization_number", "npi", "version"])

  private static let letterRate = Table(
    "letter_rate",
    [
      .text("authorization_number"), .text("npi"), .integer("version"), .text("procedure"),
      .cents("amount"),
    ], primaryKey: ["authorization_number", "npi", "version", "procedure"],
    foreignKeys: [
      ForeignKey(
        ["authorization_number", "npi", "version"], references: "letter_version",
        ["authorization_number", "npi", "version"])
    ], isClustered: true)

  private static let outOfNetworkTerms = Table(
    "out_of_network_terms",
    [
      .text("product_id"), .day("from_day"), .day("to_day"), .text("basis"),
      .text("fee_schedule_id"),
    ], primaryKey: ["product_id", "from_day"], isClustered: true)

  /// Units count in hundredths.
  private static let relativeValue = Table(
    "relative_value",
    [
      .text("procedure"), .text("modifier"), .day("from_day"), .day("to_day"), .text("status"),
      .integer("work"), .integer("facility_expense"), .integer("non_facility_expense"),
      .integer("malpractice"), .flag("is_multiple_procedure"),
    ], primaryKey: ["procedure", "modifier", "from_day"], isClustered: true)

  /// Costs count in thousandths of the nation's average.
  private static let practiceCost = Table(
    "practice_cost",
    [
      .text("carrier"), .text("locality"), .day("from_day"), .day("to_day"), .integer("work"),
      .integer("expense"), .integer("malpractice"),
    ], primaryKey: ["carrier", "locality", "from_day"], isClustered: true)

  private static let postalLocality = Table(
    "postal_locality",
    [
      .text("postal_code"), .day("from_day"), .day("to_day"), .text("carrier"), .text("locality"),
      .flag("is_split"),
    ], primaryKey: ["postal_code", "from_day"], isClustered: true)

  private static let conversionFactor = Table(
    "conversion_factor", [.day("from_day"), .day("to_day"), .integer("ten_thousandths")],
    primaryKey: ["from_day"], isClustered: true)
}
