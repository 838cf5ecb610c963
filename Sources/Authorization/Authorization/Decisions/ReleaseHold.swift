import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Ends a hold with nothing taken, or refuses one in advance (rule `HOLD-3`).
struct ReleaseHold: ChangingStep {
  let key: StepKey
  private let holdKey: StepKey

  init(_ message: AuthorizationV1.Release) throws(MessageError) {
    key = try StepKey(message.key, "key")
    holdKey = try StepKey(message.holdKey, "hold_key")
    guard key != holdKey else { throw MessageError("key", "is the key of the hold itself") }
  }

  func perform(in transaction: Transaction) throws -> AuthorizationV1.ReleaseAnswer {
    let stored = try HoldRows.find(holdKey, in: transaction)
    var state = stored?.state ?? .unknown
    switch state.release() {
    case .giveBack:
      if let stored { try giveBack(StoredHold(id: stored.id, state: state), in: transaction) }
    case .leaveTombstone: try HoldRows.leaveTombstone(holdKey, in: transaction)
    case .nothingHeld: break
    case .refuseSettled: throw Refusal.holdSettled
    }
    return .with { $0.wasHeld = stored?.state == .open }
  }

  private func giveBack(_ hold: StoredHold, in transaction: Transaction) throws {
    for reservation in try ReservationRows.reservations(of: hold.id, in: transaction) {
      let nothing = Settlement.Line(
        lineNumber: reservation.lineNumber, taken: .zero, isVisitTaken: false)
      try ReservationRows.end(reservation, of: hold.id, taking: nothing, in: transaction)
    }
    try HoldRows.end(hold, in: transaction)
  }
}
