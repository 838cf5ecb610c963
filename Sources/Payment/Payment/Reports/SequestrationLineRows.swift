import Domain
import PaymentRules
import Storage

/// The payments at which the budget law was applied, a row each, by billing provider and month (rule
/// `REPORT-1`).
enum SequestrationLineRows {
  /// The rows; those of a reversal are the negative of those that it takes back.
  static let table = Table(
    "sequestration_line",
    [
      .text("claim_id"), .integer("version"), .integer("line_number"), .day("day"),
      .day("month"), .text("line_of_business"), .integer("rate_basis_points"),
      .text("billing_npi"), .text("billing_tin"), .cents("base"), .cents("sequestered"),
      .cents("paid"),
    ], primaryKey: ["claim_id", "version", "line_number"],
    foreignKeys: [
      ForeignKey(["claim_id", "version"], references: "decision", ["claim_id", "version"])
    ], isClustered: true)

  /// The order in which a report gives the groups.
  static let index = Index(
    "sequestration_line_by_group", on: "sequestration_line",
    ["billing_npi", "billing_tin", "month", "line_of_business", "rate_basis_points"])

  /// Adds the lines of an adjudication.
  static func insert(
    _ decision: ClaimDecision, of record: DecisionRecord, in transaction: Transaction
  ) throws {
    for line in SequesteredLine.lines(of: decision) {
      try insert(line, of: record, in: transaction)
    }
  }

  /// Takes back the lines of the version that `record` reverses.
  static func reverse(_ record: DecisionRecord, in transaction: Transaction) throws {
    let lines = try lines(
      ofClaim: record.key.claimID, version: record.reversesVersion, in: transaction)
    for line in lines { try insert(line.line.reversed, of: record, in: transaction) }
  }

  /// A row: the line with the columns that groups are formed by.
  struct Stored: Hashable, Sendable {
    let line: SequesteredLine
    let month: Day
    let billingNPI: String
    let billingTIN: String
  }

  /// The rows of a version, in the order of their lines.
  static func lines(
    ofClaim claimID: String, version: Int32, in reader: some StoreReading
  ) throws -> [Stored] {
    try reader.rows(
      """
      SELECT line_number, day, line_of_business, rate_basis_points, base, sequestered, paid, month,
        billing_npi, billing_tin
      FROM sequestration_line WHERE claim_id = $1 AND version = $2 ORDER BY line_number
      """, claimID, version
    ) { row in
      Stored(
        line: SequesteredLine(
          lineNumber: try row.value(0), day: try row.value(1), lineOfBusiness: try row.value(2),
          rate: try row.value(3), base: try row.value(4), sequestered: try row.value(5),
          paid: try row.value(6)),
        month: try row.value(7), billingNPI: try row.value(8), billingTIN: try row.value(9))
    }
  }

  private static func insert(
    _ line: SequesteredLine, of record: DecisionRecord, in transaction: Transaction
  ) throws {
    let (key, provider) = (record.key, (npi: record.billingNPI, tin: record.billingTIN))
    try transaction.execute(
      """
      INSERT INTO sequestration_line (
        claim_id, version, line_number, day, month, line_of_business, rate_basis_points,
        billing_npi, billing_tin, base, sequestered, paid)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """, key.claimID, key.version, line.lineNumber, line.day, line.month, line.lineOfBusiness,
      line.rate, provider.npi, provider.tin, line.base, line.sequestered, line.paid)
  }
}
