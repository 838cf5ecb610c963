import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Gives back what a settled hold took, after its claim was reversed (rule `HOLD-5`).
struct ReturnUnits: ChangingStep {
  private let key: StepKey
  private let holdKey: StepKey
  private let businessTime: Instant

  init(_ message: AuthorizationV1.UnitReturn) throws(MessageError) {
    key = try StepKey(message.key, "key")
    holdKey = try StepKey(message.holdKey, "hold_key")
    businessTime = try Instant(message.businessTime, "business_time")
    guard key.claimID == holdKey.claimID else {
      throw MessageError("hold_key", "is of another claim than the key")
    }
    guard key != holdKey else { throw MessageError("key", "is the key of the hold itself") }
  }

  func answer(
    digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws -> AuthorizationV1.UnitReturnAnswer {
    if let answer = try ReturnRows.answer(to: key, in: transaction) {
      return try answer.repeated(for: digest)
    }
    guard let hold = try HoldRows.find(holdKey, in: transaction) else {
      throw Refusal.returnUnknown
    }
    var state = hold.state
    switch state.giveBack() {
    case .giveBack:
      return try GivenBack(hold: hold, businessTime: businessTime, changes: changes)
        .post(under: key, digest: digest, in: transaction)
    case .refuseUnknown: throw Refusal.returnUnknown
    case .refuseOpen: throw Refusal.holdOpen
    case .refuseReleased: throw Refusal.holdReleased
    case .refuseReturned: throw Refusal.unitsReturned
    }
  }
}
