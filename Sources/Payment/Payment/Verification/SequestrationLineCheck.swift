import Domain
import Messages
import PaymentRules
import Storage

/// Compares the lines of the ledger of sequestration with the answer of their version.
struct SequestrationLineCheck {
  private let record: DecisionRecord

  init(_ record: DecisionRecord) {
    self.record = record
  }

  /// What is wrong with the version's lines; an answer that is wrong itself is not held against them.
  func violations(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    guard record.reversesVersion != 0 || SequestrationCheck.findings(decision).isEmpty else {
      return []
    }
    let stored = try lines(of: record.key.version, in: reader)
    guard stored.reduce(Money.zero, { $0 + $1.line.sequestered }) == decision.sequestered else {
      return [violation("the lines of sequestration do not hold what was kept")]
    }
    return try stored == expected(decision, in: reader)
      ? [] : [violation("the lines of sequestration are not those of the stored answer")]
  }

  private func expected(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [SequestrationLineRows.Stored] {
    let lines =
      record.reversesVersion == 0
      ? SequesteredLine.lines(of: decision)
      : try self.lines(of: record.reversesVersion, in: reader).map(\.line.reversed)
    return lines.map {
      SequestrationLineRows.Stored(
        line: $0, month: $0.month, billingNPI: record.billingNPI, billingTIN: record.billingTIN)
    }
  }

  private func lines(
    of version: Int32, in reader: some StoreReading
  ) throws -> [SequestrationLineRows.Stored] {
    try SequestrationLineRows.lines(
      ofClaim: record.key.claimID, version: version, in: reader)
  }

  private func violation(_ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-SEQUESTRATION", record.key.record, finding)
  }
}
