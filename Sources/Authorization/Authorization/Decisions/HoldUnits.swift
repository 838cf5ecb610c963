import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Matches authorizations and referrals for a claim and reserves units and visits (rule `HOLD-1`).
struct HoldUnits: ChangingStep {
  let key: StepKey
  private let businessTime: Instant
  private let request: HoldRequest

  init(_ message: AuthorizationV1.Hold) throws(MessageError) {
    key = try StepKey(message.key, "key")
    businessTime = try Instant(message.businessTime, "business_time")
    request = try HoldRequest(message)
  }

  func perform(in transaction: Transaction) throws -> AuthorizationV1.HoldAnswer {
    try checkNew(in: transaction)
    let records = try LoadedRecords(for: request, in: transaction)
    let decision = HoldDecision.deciding(request, on: records.records)
    let hold = try HoldRows.open(key, at: businessTime, in: transaction)
    for reservation in decision.reservations {
      try ReservationRows.reserve(try records.stored(reservation), for: hold, in: transaction)
    }
    return decision.facts.message
  }

  private func checkNew(in transaction: Transaction) throws {
    var state = try HoldRows.find(key, in: transaction)?.state ?? .unknown
    switch state.hold() {
    case .reserve: return
    case .refuseReleased: throw Refusal.holdReleased
    case .repeatAnswer: throw StorageError(.corrupt, "a hold has no stored answer")
    }
  }
}
