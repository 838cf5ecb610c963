import Domain
import Messages
import PaymentRules
import Storage

/// Compares what a version added to the pools of contracts with what its answer withheld.
struct WithholdCheck {
  private let record: DecisionRecord

  init(_ record: DecisionRecord) {
    self.record = record
  }

  /// What is wrong with the version's rows of the pools.
  func violations(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    let shares = try shares(of: record.key.version, in: reader)
    guard shares.reduce(.zero, { $0 + $1.amount }) == decision.withheld else {
      return [violation("the pools do not hold what was withheld")]
    }
    guard record.reversesVersion != 0 else { return [] }
    let reversed = try self.shares(of: record.reversesVersion, in: reader)
    let taken = shares.map {
      WithheldShare(contractID: $0.contractID, year: $0.year, amount: -$0.amount)
    }
    return taken == reversed
      ? [] : [violation("it does not take back from the pools what was added to them")]
  }

  private func shares(
    of version: Int32, in reader: some StoreReading
  ) throws -> [WithheldShare] {
    try WithholdRows.shares(ofClaim: record.key.claimID, version: version, in: reader)
  }

  private func violation(_ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-WITHHOLD", record.key.record, finding)
  }
}
