import AuthorizationRules
import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// Ends a hold and takes what each line used (rule `HOLD-2`); what the hold took whose place it takes
/// goes back with it (rule `HOLD-6`).
struct SettleHold: ChangingStep {
  private let keys: EndingKeys
  private let settlement: Settlement
  private let businessTime: Instant

  init(_ message: AuthorizationV1.Settlement) throws(MessageError) {
    keys = try EndingKeys(message.key, hold: message.holdKey)
    businessTime = try Instant(message.businessTime, "business_time")
    settlement = Settlement(
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Settlement.Line.init))
  }

  func answer(
    digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws -> AuthorizationV1.SettlementAnswer {
    guard let hold = try HoldRows.find(keys.hold, in: transaction) else {
      throw Refusal.holdUnknown
    }
    if let end = hold.end, end.step == keys.step {
      return try end.answer.repeated(for: digest)
    }
    var state = hold.state
    switch state.settle() {
    case .take:
      let answer = try settle(hold, to: state, digest: digest, in: transaction)
      try giveBackReplaced(by: hold, digest: digest, changes: changes, in: transaction)
      return answer
    case .refuseUnknown: throw Refusal.holdUnknown
    case .refuseReleased: throw Refusal.holdReleased
    case .refuseSettled: throw Refusal.holdSettled
    }
  }

  /// What the replaced hold took goes back; one that was given back before has nothing more to give.
  private func giveBackReplaced(
    by hold: StoredHold, digest: [UInt8], changes: ChangeLog, in transaction: Transaction
  ) throws {
    guard let id = try ReplacedHoldRows.replaced(by: hold.id, in: transaction),
      let replaced = try HoldRows.find(id, in: transaction), replaced.state == .settled
    else { return }
    _ = try GivenBack(hold: replaced, businessTime: businessTime, changes: changes)
      .post(under: keys.key, digest: digest, in: transaction)
  }

  private func settle(
    _ hold: StoredHold, to state: HoldState, digest: [UInt8], in transaction: Transaction
  ) throws -> AuthorizationV1.SettlementAnswer {
    let reservations = try ReservationRows.reservations(of: hold.id, in: transaction)
    if let (place, flaw) = settlement.firstFlaw(held: reservations.map(\.heldLine)) {
      throw Refusal(flaw.error.within("lines[\(place)]"))
    }
    for reservation in reservations {
      try ReservationRows.end(
        reservation, of: hold.id, taking: settlement.taking(ofLine: reservation.lineNumber),
        in: transaction)
    }
    let taking = settlement.lines.count(where: \.isTaking)
    let answer = AuthorizationV1.SettlementAnswer.with {
      $0.linesTaken = Int32(clamping: taking)
    }
    let end = StoredHold.End(
      state: state, step: keys.step, answer: StoredAnswer(digest: digest, answer: answer))
    try HoldRows.end(hold, end, in: transaction)
    return answer
  }
}

extension Settlement.Line {
  fileprivate init(_ message: AuthorizationV1.SettlementLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
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
