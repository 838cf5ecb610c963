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
    digest: [UInt8], in transaction: Transaction
  ) throws -> AuthorizationV1.HoldAnswer {
    switch try HoldRows.known(key, in: transaction) {
    case .answered(let answer):
      // A released hold is never taken for a held one, however late its request is repeated.
      guard try HoldRows.find(key, in: transaction)?.state != .released else {
        throw Refusal.holdReleased
      }
      return try answer.repeated(for: digest)
    case .tombstone: throw Refusal.holdReleased
    case .nothing: return try hold(digest: digest, in: transaction)
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
