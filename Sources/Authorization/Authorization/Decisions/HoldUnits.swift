import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Matches authorizations and referrals for a claim and reserves units and visits (rule `HOLD-1`).
struct HoldUnits: ChangingStep {
  private let key: StepKey
  private let businessTime: Instant
  private let request: HoldRequest

  init(_ message: AuthorizationV1.Hold) throws(MessageError) {
    key = try StepKey(message.key, "key")
    businessTime = try Instant(message.businessTime, "business_time")
    request = try HoldRequest(message)
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

  private func hold(
    digest: [UInt8], in transaction: Transaction
  ) throws -> AuthorizationV1.HoldAnswer {
    let records = try LoadedRecords(for: request, in: transaction)
    let decision = HoldDecision.deciding(request, on: records.records)
    let answer = decision.facts.message
    let hold = try HoldRows.open(
      key, at: businessTime, answer: StoredAnswer(digest: digest, answer: answer),
      in: transaction)
    for reservation in decision.reservations {
      try ReservationRows.reserve(try records.stored(reservation), for: hold, in: transaction)
    }
    return answer
  }
}
