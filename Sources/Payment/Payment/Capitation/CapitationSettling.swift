import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// Settles a month of a payee under a contract in one transaction: queues what its roster changes of
/// what was paid so far (rules `CAP-1` to `CAP-4`).
struct CapitationSettling: Sendable {
  /// The most entries of a roster.
  static let entriesMax = 40_000

  private let requestID: String
  private let digest: [UInt8]
  private let payment: CapitatedMonth
  private let roster: CapitationRoster
  private let settledAt: Instant

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal`` naming the field, or ``Refusal/monthOpen``.
  init(_ request: PaymentV1.SettleCapitationRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      let month = try CapitationMonth(request.month, "month")
      payment = CapitatedMonth(
        contractID: try MessageCheck.identifier(request.contractID, "contract_id"),
        payee: try PayeeKey(checkedNPI: request.npi, tin: request.tin),
        month: month)
      roster = try CapitationSettling.roster(request, in: month)
      settledAt = try Instant(request.settledAt, "settled_at")
    } catch {
      throw Refusal(error)
    }
    guard settledAt.day >= payment.month.first else { throw Refusal.monthOpen }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Settles the month, or answers as before when the same request did.
  ///
  /// - Throws: ``Refusal`` before anything is written: ``Refusal/termsMissing``,
  ///   ``Refusal/capitationRateMissing(_:)``, ``Refusal/capitationTooLarge``, ``Refusal/keyReused``.
  func post(in transaction: Transaction) throws -> PaymentV1.SettleCapitationResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    let earlier = try CapitationRows.latest(of: payment, in: transaction)
    let (terms, months) = try memberMonths(in: transaction)
    let difference = CapitationDifference(
      from: try CapitationRows.paid(for: payment, in: transaction), to: months,
      in: payment.month)
    guard difference.amount <= Money.limit else { throw Refusal.capitationTooLarge }
    var response = PaymentV1.SettleCapitationResponse()
    if difference.changes.isEmpty {
      response.isUnchanged = true
      response.statement = earlier?.message(remittanceID: "")
    } else {
      let statement = try CapitationRows.insert(
        CapitationStatement(
          number: 0, source: key, payment: payment, termsNumber: terms, settledAt: settledAt,
          memberCount: months.count, changedCount: difference.changes.count,
          amount: difference.amount, difference: difference.difference,
          code: earlier == nil ? .capitation : .retroactiveCapitation),
        difference.changes, in: transaction)
      try queue(statement, in: transaction)
      response.statement = statement.message(remittanceID: "")
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "\(CapitationRows.keyPrefix)\(requestID)" }

  private func memberMonths(
    in transaction: Transaction
  ) throws -> (terms: Int64, months: [MemberMonth]) {
    let found = try CapitationTermsRows.find(
      contractID: payment.contractID, in: payment.month, transaction)
    guard let (number, terms) = found else { throw Refusal.termsMissing }
    do throws(CapitationRoster.RateMissing) {
      return (number, try roster.memberMonths(in: payment.month, under: terms))
    } catch {
      throw Refusal.capitationRateMissing(error.place)
    }
  }

  private func queue(_ statement: CapitationStatement, in transaction: Transaction) throws {
    try LedgerRows.insert(
      SettlementLedger.capitation(statement.difference), settlement: key, at: settledAt,
      in: transaction)
    try AdjustmentRows.insert(
      ProviderAdjustment(
        source: key, payee: payment.payee, code: statement.code, reference: payment.reference,
        amount: -statement.difference),
      at: settledAt, in: transaction)
  }

  private static func roster(
    _ request: PaymentV1.SettleCapitationRequest, in month: CapitationMonth
  ) throws(MessageError) -> CapitationRoster {
    let entries = try MessageCheck.list(
      request.roster, "roster", countMax: entriesMax
    ) { entry throws(MessageError) in try RosterEntry(entry) }
    if let other = entries.firstIndex(where: { month.days(in: $0.days) == 0 }) {
      throw MessageError("roster[\(other)].days", "share no day with \(month.text)")
    }
    let spans = SpanSet(entries.map { SpanSet.Entry($0.memberID, $0.days) })
    if let (earlier, later) = spans.firstOverlap() {
      throw MessageError(
        "roster[\(later)].days", "share a day with roster[\(earlier)], which is the same member")
    }
    return CapitationRoster(entries)
  }
}
