import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf

/// A letter as the store has it, with what happened to it.
struct RecoupmentRecord: Hashable, Sendable {
  /// What happened to a letter.
  struct Event: Hashable, Sendable {
    /// Its place among those of the letter, from 1.
    let number: Int
    let source: String
    let kind: OverpaymentLetter.Event
    let amount: Money
    /// What the remittance names; the claim when empty.
    let reference: String
    let postedAt: Instant
  }

  let number: Int64
  let source: String
  let claimID: String
  let version: Int32
  let payee: PayeeKey
  let amount: Money
  let due: Day
  let openedAt: Instant
  let note: String
  let events: [Event]

  /// Where it stands; nothing when its events cannot have happened.
  var letter: OverpaymentLetter? {
    var letter = OverpaymentLetter(amount: amount)
    for (index, event) in events.enumerated() {
      guard event.number == index + 1 else { return nil }
      let wanted = event.kind == .refund ? event.amount : nil
      guard letter.on(event.kind, wanted) == .post(event.amount) else { return nil }
    }
    return letter
  }

  /// Whether money was acknowledged with a reference; never when it is empty.
  func hasRefund(_ reference: String) -> Bool {
    !reference.isEmpty && events.contains { $0.kind == .refund && $0.reference == reference }
  }

  /// The letter's number as it is shown.
  var name: String { RunNumber(.letter, number).text }

  /// The letter as a message.
  func message(_ letter: OverpaymentLetter) -> PaymentV1.Recoupment {
    .with {
      $0.recoupmentID = name
      $0.claimID = claimID
      $0.version = version
      $0.npi = payee.npi
      $0.tin = payee.tin
      $0.amount = amount.message
      $0.due = due.message
      $0.openedAt = openedAt.message
      $0.note = note
      $0.state = letter.state.message
      $0.offset = letter.offset.message
      $0.refunded = letter.refunded.message
      $0.writtenOff = letter.writtenOff.message
      $0.open = letter.open.message
    }
  }
}

extension OverpaymentLetter.State {
  /// The state as a message.
  fileprivate var message: PaymentV1.RecoupmentState {
    switch self {
    case .open: .open
    case .settled: .settled
    case .withdrawn: .withdrawn
    }
  }
}
