import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// A decided version on its way to be taken back: evaluated, and not yet posted.
struct TakenBack: Sendable {
  /// The reversal as it is answered.
  let message: PaymentV1.ClaimDecision
  /// What the version had added to running amounts.
  let postings: [AccumulatorRow]
  /// What the version had added to limits.
  let limits: [LimitRow]
  private let record: DecisionRecord
  private let decided: StoredDecision

  /// Evaluates the reversal of `version` of the claim of `key`, which is that of the reversal.
  init(
    _ version: Int32, by key: DecisionKey, at time: Instant, for reason: ReversalReason,
    in reader: some StoreReading
  ) throws {
    let decided = try StoredDecision(claimID: key.claimID, version: version, in: reader)
    let reversal = Reversal.evaluate(decided.decision, version: Int(version), reason: reason)
    message = reversal.message(claimID: key.claimID, version: key.version, reversing: version)
    record = decided.record.reversed(by: key, at: time, reversal)
    self.decided = decided
    postings = try AccumulatorRows.ofClaim(decided.record.key, in: reader)
    limits = try LimitRows.ofClaim(decided.record.key, in: reader)
  }

  /// Posts the reversal and keeps its answer.
  func post(digest: [UInt8], in transaction: Transaction) throws {
    try DecisionRows.insert(record, in: transaction)
    try UnremittedRows.insert(record, in: transaction)
    for row in postings {
      try AccumulatorRows.insert(row.reversed(by: record.key.version), in: transaction)
    }
    for row in limits {
      try LimitRows.insert(row.reversed(by: record.key.version), in: transaction)
    }
    try LedgerRows.insert(record, in: transaction)
    try WithholdRows.reverse(record, in: transaction)
    try SequestrationLineRows.reverse(record, in: transaction)
    try AnswerLog.store(
      message.protobufBytes(), for: record.key.text, digest: digest, in: transaction)
  }

  /// When the claim was received that a version in the place of this one answers, where the payer
  /// itself corrects; absent when the provider replaces, whose own receipt counts, and when the
  /// version paid nothing and waited for a premium or for coverage: it can be paid only since that was
  /// told (rule `INTEREST-2`).
  func receivedAt(correctingFor reason: ReversalReason) -> Instant? {
    switch reason {
    case .providerVoid, .providerReplacement: nil
    case .premiumPaid where decided.decision.paid == .zero,
      .retroactiveEnrollment where decided.decision.paid == .zero:
      nil
    case .retroactiveTermination, .retroactiveEnrollment, .premiumNotPaid, .premiumUnpaid,
      .premiumPaid, .hospiceElection:
      decided.record.correctedReceivedAt ?? decided.record.businessTime
    }
  }

  /// Frees the visits whose copay the version took, because another takes its place.
  func freeVisits(in transaction: Transaction) throws {
    for visit in decided.decision.copayVisitsTaken {
      try CopayVisitRows.free(
        visit, memberID: decided.record.memberID, takenBy: decided.record.key, in: transaction)
    }
  }

  /// `balances` as they would be if the version had never been.
  func without(_ balances: [AccumulatorKey: Money]) -> [AccumulatorKey: Money] {
    var balances = balances
    for row in postings {
      for (scope, holder) in [(AccumulatorKey.Scope.member, row.memberID), (.family, row.familyID)]
      {
        for kind in AccumulatorKey.Kind.allCases {
          let key = AccumulatorKey(
            scope: scope, holder: holder, productID: row.plan.productID,
            planYearStart: row.plan.planYearStart, kind: kind)
          guard let balance = balances[key] else { continue }
          balances[key] = balance - (kind == .deductible ? row.deductible : row.outOfPocket)
        }
      }
    }
    return balances
  }
}
