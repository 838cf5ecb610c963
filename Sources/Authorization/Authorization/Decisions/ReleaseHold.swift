import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Ends a hold with nothing taken, or refuses one in advance (rule `HOLD-3`).
struct ReleaseHold: ChangingStep {
  private let keys: EndingKeys

  init(_ message: AuthorizationV1.Release) throws(MessageError) {
    keys = try EndingKeys(message.key, hold: message.holdKey)
  }

  func answer(
    digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws -> AuthorizationV1.ReleaseAnswer {
    let hold = try HoldRows.find(keys.hold, in: transaction)
    if let end = hold?.end, end.step == keys.step {
      return try end.answer.repeated(for: digest)
    }
    var state = hold?.state ?? .unknown
    let step = state.release()
    let answer = AuthorizationV1.ReleaseAnswer.with { $0.wasHeld = step == .giveBack }
    let end = StoredHold.End(
      state: state, step: keys.step, answer: StoredAnswer(digest: digest, answer: answer))
    switch step {
    case .giveBack:
      if let hold { try giveBack(hold, end, in: transaction) }
    case .leaveTombstone: try HoldRows.leaveTombstone(keys.hold, end, in: transaction)
    case .nothingHeld: break
    case .refuseSettled: throw Refusal.holdSettled
    }
    return answer
  }

  private func giveBack(
    _ hold: StoredHold, _ end: StoredHold.End, in transaction: Transaction
  ) throws {
    for reservation in try ReservationRows.reservations(of: hold.id, in: transaction) {
      let nothing = Settlement.Line(
        lineNumber: reservation.lineNumber, taken: .zero, isVisitTaken: false)
      try ReservationRows.end(reservation, of: hold.id, taking: nothing, in: transaction)
    }
    try HoldRows.end(hold, end, in: transaction)
  }
}
