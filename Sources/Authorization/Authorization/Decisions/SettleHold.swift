import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Ends a hold and takes what each line used (rule `HOLD-2`).
struct SettleHold: ChangingStep {
  let key: StepKey
  private let holdKey: StepKey
  private let settlement: Settlement

  init(_ message: AuthorizationV1.Settlement) throws(MessageError) {
    key = try StepKey(message.key, "key")
    holdKey = try StepKey(message.holdKey, "hold_key")
    guard key != holdKey else { throw MessageError("key", "is the key of the hold itself") }
    _ = try Instant(message.businessTime, "business_time")
    settlement = Settlement(
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Settlement.Line.init))
  }

  func perform(in transaction: Transaction) throws -> AuthorizationV1.SettlementAnswer {
    let hold = try endedHold(in: transaction)
    let reservations = try ReservationRows.reservations(of: hold.id, in: transaction)
    if let (place, flaw) = settlement.firstFlaw(held: reservations.map(\.heldLine)) {
      throw Refusal(flaw.error.within("lines[\(place)]"))
    }
    for reservation in reservations {
      try ReservationRows.end(
        reservation, of: hold.id, taking: settlement.taking(ofLine: reservation.lineNumber),
        in: transaction)
    }
    try HoldRows.end(hold, in: transaction)
    let taking = settlement.lines.count(where: \.isTaking)
    return .with { $0.linesTaken = Int32(clamping: taking) }
  }

  /// The hold as it stands once it is settled.
  private func endedHold(in transaction: Transaction) throws -> StoredHold {
    guard var hold = try HoldRows.find(holdKey, in: transaction) else {
      throw Refusal.holdUnknown
    }
    switch hold.state.settle() {
    case .take: return hold
    case .refuseUnknown: throw Refusal.holdUnknown
    case .refuseReleased: throw Refusal.holdReleased
    case .refuseSettled: throw Refusal.holdSettled
    }
  }
}

extension Settlement.Line {
  fileprivate init(_ message: AuthorizationV1.SettlementLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.lineNumber(message.lineNumber),
      taken: message.taken == nil ? .zero : try Quantity(message.taken, "taken"),
      isVisitTaken: message.isVisitTaken)
  }
}

extension Settlement.Flaw {
  fileprivate var error: MessageError {
    switch self {
    case .lineRepeated: MessageError("line_number", "is named twice")
    case .takenBeyondHeld: MessageError("taken", "is more than the line holds")
    case .visitNotHeld: MessageError("is_visit_taken", "is set on a line that holds no visit")
    }
  }
}
