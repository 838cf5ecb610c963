import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// One item of a batch on its way through the transaction: load, evaluate, post; held once, because a
/// claim is large.
final class AdjudicationItem: Sendable {
  private let claim: AdjudicationClaim
  private let digest: [UInt8]

  /// Reads and checks an item, outside the transaction.
  ///
  /// - Throws: ``Refusal`` for a wrong field.
  init(_ message: borrowing PaymentV1.Adjudication, _ constants: PaymentConstants) throws {
    do throws(MessageError) {
      claim = try AdjudicationClaim(message, constants)
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(message.protobufBytes())
  }

  /// What an item is answered.
  struct Answer {
    let decision: PaymentV1.ClaimDecision
    /// What took the replaced version back; absent when none was replaced.
    let reversal: PaymentV1.ClaimDecision?
  }

  /// Answers the item: with the stored answer when the same request was answered before, else by
  /// deciding and posting it, and by taking back the version whose place it takes (rule `REPLACE-1`).
  ///
  /// - Throws: ``Refusal`` before anything is written; a ``StorageError`` at any time.
  func answer(
    _ sequestration: SequestrationTable, in transaction: Transaction
  ) throws -> Answer {
    switch try AnswerLog.answer(for: claim.key.text, digest: digest, in: transaction) {
    case .stored(let bytes): return try stored(bytes, in: transaction)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    try checkVersion(in: transaction)
    guard try !WithdrawalRows.exists(claim.key, in: transaction) else { throw Refusal.withdrawn }
    try checkLetter(in: transaction)
    let takenBack = try takenBack(in: transaction)
    let decision = try claim.decide(try load(sequestration, without: takenBack, in: transaction))
    try takenBack?.post(digest: digest, in: transaction)
    try takenBack?.freeVisits(in: transaction)
    return Answer(
      decision: try post(decision, correcting: takenBack, in: transaction),
      reversal: takenBack?.message)
  }

  /// Decides the item from what the store has now, less what the version added whose place it takes;
  /// posts nothing.
  ///
  /// - Throws: ``Refusal`` when it cannot be decided; a ``StorageError`` at any time.
  func evaluate(
    _ sequestration: SequestrationTable, in reader: some StoreReading
  ) throws -> PaymentV1.ClaimDecision {
    let takenBack = try takenBack(in: reader)
    return try claim.decide(try load(sequestration, without: takenBack, in: reader))
      .message(claimID: claim.key.claimID, version: claim.key.version)
  }

  /// The version whose place this one takes; one that cannot be read refuses this claim alone.
  private func takenBack(in transaction: some StoreReading) throws -> TakenBack? {
    guard let replaced = claim.replaced else { return nil }
    do {
      return try TakenBack(
        replaced.version, by: replaced.reversalKey, at: claim.businessTime, for: replaced.reason,
        in: transaction)
    } catch let error as StorageError where error.code == .corrupt {
      throw Refusal.versionUnreadable
    }
  }

  private func stored(_ bytes: [UInt8], in transaction: Transaction) throws -> Answer {
    Answer(
      decision: try PaymentV1.ClaimDecision(stored: bytes),
      reversal: try claim.replaced.map { replaced in
        try StoredDecision.message(of: replaced.reversalKey, in: transaction)
      })
  }

  private func checkVersion(in transaction: Transaction) throws {
    let versions = try DecisionRows.versions(of: claim.key.claimID, in: transaction)
    switch versions.decision(
      of: Int(claim.key.version), replacing: claim.replaced.map { Int($0.version) })
    {
    case .decide: break
    case .refuseDecided: throw Refusal.versionDecided
    case .refuseStanding: throw Refusal.versionStands
    case .refuseUnknown: throw Refusal.versionUnknown
    case .refuseStale: throw Refusal.versionStale
    }
  }

  /// A version that a letter recovers is not taken back (rule `RECOUP-1`).
  private func checkLetter(in transaction: Transaction) throws {
    guard claim.replaced != nil,
      try RecoupmentRows.isRecovering(claimID: claim.key.claimID, in: transaction)
    else { return }
    throw Refusal.letterStands
  }

  private func load(
    _ sequestration: SequestrationTable, without takenBack: TakenBack?,
    in transaction: some StoreReading
  ) throws -> AdjudicationInput {
    let needs = claim.needs
    var balances: [AccumulatorKey: Money] = [:]
    for plan in needs.plans {
      let found = try AccumulatorRows.balances(
        memberID: claim.coverage.memberID, familyID: claim.coverage.familyID, plan: plan,
        in: transaction)
      balances.merge(found) { first, _ in first }
    }
    let taken = try CopayVisitRows.taken(
      needs.visits, memberID: claim.coverage.memberID,
      besides: takenBack == nil ? nil : claim.key.claimID, in: transaction)
    var input = claim.input(
      balances: takenBack?.without(balances) ?? balances, copayVisitsTaken: taken,
      sequestration: sequestration)
    input.limits = try LimitRows.used(
      needs.limits, without: takenBack?.limits ?? [], in: transaction)
    return input
  }

  private func post(
    _ decision: ClaimDecision, correcting takenBack: TakenBack?, in transaction: Transaction
  ) throws -> PaymentV1.ClaimDecision {
    let message = decision.message(claimID: claim.key.claimID, version: claim.key.version)
    var record = DecisionRecord(claim, decision)
    record.correctedReceivedAt = claim.replaced.flatMap {
      takenBack?.receivedAt(correctingFor: $0.reason)
    }
    try DecisionRows.insert(record, in: transaction)
    try UnremittedRows.insert(record, in: transaction)
    for row in AccumulatorRow.rows(claim, decision) {
      try AccumulatorRows.insert(row, in: transaction)
    }
    for row in LimitRow.rows(claim, decision) {
      try LimitRows.insert(row, in: transaction)
    }
    for visit in decision.copayVisitsTaken {
      try CopayVisitRows.insert(visit, claim, in: transaction)
    }
    try LedgerRows.insert(record, in: transaction)
    try WithholdRows.insert(decision, of: claim, record, in: transaction)
    try SequestrationLineRows.insert(decision, of: record, in: transaction)
    try AnswerLog.store(
      message.protobufBytes(), for: claim.key.text, digest: digest, in: transaction)
    return message
  }
}
