import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Matches authorizations and referrals for a claim and reserves units and visits (rule `HOLD-1`); what
/// the version took whose place it takes counts as free (rule `HOLD-6`).
struct HoldUnits: ChangingStep {
  private let key: StepKey
  private let businessTime: Instant
  private let request: HoldRequest
  /// The key of the hold whose place this one takes; nothing for a first version.
  private let replacedKey: StepKey?

  init(_ message: AuthorizationV1.Hold) throws(MessageError) {
    key = try StepKey(message.key, "key")
    businessTime = try Instant(message.businessTime, "business_time")
    request = try HoldRequest(message)
    replacedKey = try message.replacedHoldKey.map { key throws(MessageError) in
      try StepKey(key, "replaced_hold_key")
    }
    guard replacedKey.map({ $0.claimID == key.claimID && $0 != key }) ?? true else {
      throw MessageError("replaced_hold_key", "is no other hold of the same claim")
    }
  }

  func answer(
    digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws -> AuthorizationV1.HoldAnswer {
    var state = try HoldRows.find(key, in: transaction)?.state ?? .unknown
    switch state.hold() {
    case .reserve: return try hold(digest: digest, in: transaction)
    case .refuseReleased: throw Refusal.holdReleased
    case .repeatAnswer:
      guard let answer = try HoldRows.answer(to: key, in: transaction) else {
        throw StorageError(.corrupt, "a hold has no stored answer")
      }
      return try answer.repeated(for: digest)
    }
  }

  /// What the hold would be answered now, without reserving or storing anything.
  ///
  /// - Throws: ``Refusal`` when the hold whose place it would take does not stand; `StorageError`.
  func evaluate(in reader: some StoreReading) throws -> AuthorizationV1.HoldAnswer {
    let records = try records(without: try replaced(in: reader), in: reader)
    return HoldDecision.deciding(request, on: records.records).facts.message
  }

  /// What the lines may use; what the hold took whose place this one takes counts as free.
  private func records(
    without replaced: Int64?, in reader: some StoreReading
  ) throws -> LoadedRecords {
    var records = try LoadedRecords(for: request, in: reader)
    if let replaced { try records.free(takenBy: replaced, in: reader) }
    return records
  }

  private func hold(
    digest: [UInt8], in transaction: Transaction
  ) throws -> AuthorizationV1.HoldAnswer {
    let replaced = try replaced(in: transaction)
    let records = try records(without: replaced, in: transaction)
    let decision = HoldDecision.deciding(request, on: records.records)
    let answer = decision.facts.message
    let hold = try HoldRows.open(
      key, at: businessTime, answer: StoredAnswer(digest: digest, answer: answer),
      in: transaction)
    for reservation in decision.reservations {
      try ReservationRows.reserve(try records.stored(reservation), for: hold, in: transaction)
    }
    if let replaced {
      try ReplacedHoldRows.insert(hold, replacing: replaced, in: transaction)
    }
    return answer
  }

  /// The number of the hold whose place this one takes.
  private func replaced(in reader: some StoreReading) throws -> Int64? {
    guard let replacedKey else { return nil }
    guard let found = try HoldRows.find(replacedKey, in: reader), found.state == .settled,
      try !ReplacedHoldRows.isBeingReplaced(found.id, in: reader)
    else { throw Refusal.replacedNotStanding }
    return found.id
  }
}
