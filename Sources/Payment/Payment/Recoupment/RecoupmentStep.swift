import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// One event of a letter on its way through the transaction, once (rules `RECOUP-3` and `RECOUP-4`).
struct RecoupmentStep: Sendable {
  private let key: String
  private let digest: [UInt8]
  private let number: Int64
  private let kind: OverpaymentLetter.Event
  private let amount: Money?
  private let reference: String
  private let time: Instant

  /// Reads and checks money that the payee sent.
  init(_ request: PaymentV1.AcknowledgeRefundRequest) throws {
    do throws(MessageError) {
      key = "recoupment-refund/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      number = try RecoupmentStep.number(request.recoupmentID)
      amount = try Money(notNegative: request.amount, "amount")
      reference =
        request.reference.isEmpty
        ? "" : try PartyText.text(request.reference, "reference", bytes: 1...50)
      time = try Instant(request.receivedAt, "received_at")
    } catch {
      throw Refusal(error)
    }
    kind = .refund
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Reads and checks what is given up.
  init(_ request: PaymentV1.WriteOffRecoupmentRequest) throws {
    do throws(MessageError) {
      key = "recoupment-write-off/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      number = try RecoupmentStep.number(request.recoupmentID)
      time = try Instant(request.writtenOffAt, "written_off_at")
    } catch {
      throw Refusal(error)
    }
    (kind, amount, reference) = (.writeOff, nil, "")
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Reads and checks what is taken back.
  init(_ request: PaymentV1.WithdrawRecoupmentRequest) throws {
    do throws(MessageError) {
      key =
        "recoupment-withdrawal/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      number = try RecoupmentStep.number(request.recoupmentID)
      time = try Instant(request.withdrawnAt, "withdrawn_at")
    } catch {
      throw Refusal(error)
    }
    (kind, amount, reference) = (.withdrawal, nil, "")
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Lets it happen, or answers as before when the same request did.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.Recoupment {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    guard let record = try RecoupmentRows.find(number, in: transaction) else {
      throw Refusal.letterUnknown
    }
    let letter = try RecoupmentStep.apply(
      kind, amount, to: record, source: key, reference: reference, at: time, in: transaction)
    let message = record.message(letter)
    try AnswerLog.store(message.protobufBytes(), for: key, digest: digest, in: transaction)
    return message
  }

  /// Lets something happen to a letter: its row, its entries and what it queues.
  static func apply(
    _ kind: OverpaymentLetter.Event, _ amount: Money?, to record: RecoupmentRecord,
    source: String, reference: String, at time: Instant, in transaction: Transaction
  ) throws -> OverpaymentLetter {
    guard var letter = record.letter else {
      throw StorageError(.corrupt, "what happened to a letter cannot have happened")
    }
    guard kind != .refund || !record.hasRefund(reference) else {
      throw Refusal.referenceRepeated
    }
    let open = letter.open
    switch letter.on(kind, amount) {
    case .refuseEnded: throw Refusal.letterEnded
    case .refuseAmount: throw Refusal.beyondOpen
    case .post(let posted):
      let event = RecoupmentRecord.Event(
        number: record.events.count + 1, source: source, kind: kind, amount: posted,
        reference: reference, postedAt: time)
      try RecoupmentRows.insert(event, of: record.number, in: transaction)
      for part in RecoupmentPosting.parts(of: event, record, open: open) {
        try part.post(at: time, in: transaction)
      }
      return letter
    }
  }

  private static func number(_ text: String) throws(MessageError) -> Int64 {
    guard let number = RunNumber(.letter, text: text) else {
      throw MessageError("recoupment_id", "is no number of a letter, such as L000000001")
    }
    return number.number
  }
}
