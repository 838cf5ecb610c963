import Domain
import DomainMessages
import Messages
import PaymentRules
import Storage

/// Compares a decision's stored answer with every row that was written beside it.
///
/// Reading the answer also checks that in each line charge less adjustments is the payment, and that
/// the sums of the claim are those of its lines.
struct DecisionCheck {
  private let record: DecisionRecord

  init(_ record: DecisionRecord) {
    self.record = record
  }

  /// What is wrong with the decision.
  func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    guard let bytes = try answer(in: reader) else {
      return [violation("PAY-ANSWER", "the decision has no stored answer")]
    }
    guard let message = try? PaymentV1.ClaimDecision(stored: bytes) else {
      return [violation("PAY-ANSWER", "the stored answer cannot be read")]
    }
    let decision: ClaimDecision
    do throws(MessageError) {
      decision = try ClaimDecision(message)
    } catch {
      return [violation("PAY-LINE", "in the stored answer, \(error)")]
    }
    return row(message, decision) + lines(decision) + (try postings(decision, in: reader))
      + (try limits(decision, in: reader)) + (try visits(decision, in: reader))
      + (try ledger(decision, in: reader))
      + (try WithholdCheck(record).violations(decision, in: reader))
      + (try SequestrationLineCheck(record).violations(decision, in: reader))
      + (try ReversalCheck(record).violations(decision, in: reader))
  }

  private func row(
    _ message: PaymentV1.ClaimDecision, _ decision: ClaimDecision
  ) -> [TypeV1.Violation] {
    let agrees =
      message.claimID == record.key.claimID && message.version == record.key.version
      && message.reversesVersion == record.reversesVersion
      && decision.claimStatusCode == record.claimStatusCode
      && decision.lines.count == record.lineCount
      && decision.lines.count(where: \.isDenied) == record.deniedLineCount
      && decision.charge == record.charge && decision.paid == record.paid
      && decision.patientShare == record.patientShare
      && decision.sequestered == record.sequestered && decision.withheld == record.withheld
      && (!record.isEncounter || decision.paid == .zero)
    return agrees ? [] : [violation("PAY-DECISION", "the row is not that of the stored answer")]
  }

  private func lines(_ decision: ClaimDecision) -> [TypeV1.Violation] {
    guard record.reversesVersion == 0 else { return [] }
    return LineCheck.findings(decision).map { violation("PAY-LINE", $0) }
      + SequestrationCheck.findings(decision).map { violation("PAY-SEQUESTRATION", $0) }
  }

  private func postings(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    var expected: [AccumulatorKey: Money] = [:]
    for posting in decision.postings { expected[posting.key, default: .zero] += posting.amount }
    let stored = try PostingSums.ofClaim(record.key, in: reader)
    guard stored == expected else {
      return [violation("PAY-POSTING", "running amounts were not posted as answered")]
    }
    guard record.reversesVersion == 0 else { return [] }
    let rows = try AccumulatorRows.ofClaim(record.key, in: reader)
    return ShareLimitCheck(decision, rows)?.findings().map { violation("PAY-LIMIT", $0) } ?? []
  }

  private func limits(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    let expected = LimitRow.rows(record.key, decision).sorted { $0.lineNumber < $1.lineNumber }
    let stored = try LimitRows.ofClaim(record.key, in: reader)
    guard stored.map(\.withoutMaxima) == expected else {
      return [violation("PAY-LIMIT-USE", "limits were not posted as answered")]
    }
    return stored.allSatisfy { $0.isHeld(asIn: decision.trace) }
      ? [] : [violation("PAY-LIMIT-USE", "a line was held to other limits than were posted")]
  }

  private func visits(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    let isReplaced = decision.copayVisitsTaken.isEmpty ? false : try isReplaced(in: reader)
    for visit in decision.copayVisitsTaken {
      let owner = try CopayVisitRows.owner(visit, memberID: record.memberID, in: reader)
      let isMarked = owner?.claimID == record.key.claimID && owner?.version == record.key.version
      guard isMarked != isReplaced else {
        return [violation("PAY-COPAY", "a visit is not marked as its copay was taken")]
      }
    }
    return []
  }

  /// Whether another version took the place of this one in the step that took it back, so that its
  /// visits are free.
  private func isReplaced(in reader: some StoreReading) throws -> Bool {
    let (claimID, version) = (record.key.claimID, record.key.version)
    guard
      let reversal = try DecisionRows.find(claimID: claimID, version: version + 1, in: reader),
      let next = try DecisionRows.find(claimID: claimID, version: version + 2, in: reader)
    else { return false }
    return reversal.reversesVersion == version && next.reversesVersion == 0
      && reversal.key.attempt == next.key.attempt && reversal.businessTime == next.businessTime
  }

  private func ledger(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    let payment = record.reversesVersion == 0 ? LedgerRows.Kind.adjudication : .reversal
    let expected = [
      payment: ClaimLedger.payment(decision.paid, withheld: decision.withheld),
      .sequestration: ClaimLedger.sequestration(decision.sequestered),
    ].filter { !$0.value.isEmpty }
    return try LedgerRows.postings(of: record.key, in: reader) == expected
      ? [] : [violation("PAY-LEDGER", "the ledger does not show what was answered")]
  }

  private func answer(in reader: some StoreReading) throws -> [UInt8]? {
    try AnswerLog.stored(for: record.key.text, in: reader)
  }

  private func violation(_ invariant: String, _ finding: String) -> TypeV1.Violation {
    StoreVerification.violation(invariant, record.key.record, finding)
  }
}
