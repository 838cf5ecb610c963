import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// Opens a letter in one transaction, once (rules `RECOUP-1` and `RECOUP-2`).
struct RecoupmentOpening: Sendable {
  private let requestID: String
  private let digest: [UInt8]
  private let claimID: String
  private let amount: Money
  private let due: Day
  private let note: String
  private let openedAt: Instant

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal`` naming the field, or ``Refusal/dueTooEarly``.
  init(_ request: PaymentV1.OpenRecoupmentRequest) throws {
    let first: Day
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      claimID = try MessageCheck.identifier(request.claimID, "claim_id")
      amount = try Money(notNegative: request.amount, "amount")
      note = try MessageCheck.text(request.note, "note", bytesMax: 1_000)
      openedAt = try Instant(request.openedAt, "opened_at")
      first = RecoupmentNotice.firstOffset(openedOn: openedAt.day)
      due = request.due == nil ? first : try Day(request.due, "due")
    } catch {
      throw Refusal(error)
    }
    guard due >= first else { throw Refusal.dueTooEarly }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Opens the letter, or answers as before when the same request did.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.OpenRecoupmentResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    let paid = try overpaid(in: transaction)
    let letter = try RecoupmentRows.insert(
      RecoupmentRecord(
        number: 0, source: key, claimID: claimID, version: paid.key.version,
        payee: PayeeKey(npi: paid.billingNPI, tin: paid.billingTIN), amount: amount, due: due,
        openedAt: openedAt, note: note, events: []), in: transaction)
    try RecoupmentPosting.opening(of: letter).post(at: openedAt, in: transaction)
    let response = PaymentV1.OpenRecoupmentResponse.with {
      $0.recoupment = letter.message(OverpaymentLetter(amount: amount))
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "recoupment/\(requestID)" }

  /// The version that stands and was paid out, of which the letter may ask for a part.
  private func overpaid(in transaction: Transaction) throws -> DecisionRecord {
    let versions = try DecisionRows.versions(of: claimID, in: transaction)
    guard let standing = versions.standing,
      let record = try DecisionRows.find(
        claimID: claimID, version: Int32(clamping: standing), in: transaction)
    else { throw Refusal.nothingStands }
    guard try !RecoupmentRows.isRecovering(claimID: claimID, in: transaction) else {
      throw Refusal.letterStands
    }
    guard let paidAt = try self.paidAt(record.key.version, in: transaction) else {
      throw Refusal.notPaidOut
    }
    guard openedAt >= paidAt else { throw Refusal.openedBeforePayment }
    guard amount > .zero, amount <= record.paid else { throw Refusal.beyondPayment }
    return record
  }

  /// When the run was closed that paid the version; nothing when none did.
  private func paidAt(_ version: Int32, in transaction: Transaction) throws -> Instant? {
    try transaction.first(
      """
      SELECT p.closed_at FROM remittance_claim c
      JOIN remittance r ON r.remittance_number = c.remittance_number
      JOIN payment_run p ON p.run_number = r.run_number
      WHERE c.claim_id = $1 AND c.version = $2
      """, claimID, version
    ) { row in try row.value(0, as: Instant.self) }
  }
}
