import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// Settles the gain or loss of a contract, year and payee in one transaction, once (rules `SETTLE-1`
/// and `SETTLE-2`).
struct RiskSettling: Sendable {
  /// The most months of membership of a year.
  static let memberMonthsMax: Int64 = 1_000_000_000

  private let requestID: String
  private let digest: [UInt8]
  private let pool: WithholdPool
  private let payee: PayeeKey
  private let budget: Money
  private let actual: Money
  private let settlement: RiskSettlement
  private let settledAt: Instant

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal`` naming the field, or ``Refusal/yearOpen``.
  init(_ request: PaymentV1.SettleRiskRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      pool = WithholdPool(
        contractID: try MessageCheck.identifier(request.contractID, "contract_id"),
        year: try SettledYear.year(request.year))
      payee = try PayeeKey(request)
      budget = try RiskSettling.budget(request)
      actual = try Money(notNegative: request.actual, "actual")
      settlement = RiskSettlement(
        budget: budget, actual: actual, terms: try RiskSettling.terms(request))
      settledAt = try Instant(request.settledAt, "settled_at")
    } catch {
      throw Refusal(error)
    }
    guard settledAt.day.year > pool.year else { throw Refusal.yearOpen }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Settles the year, or answers as before when the same request did.
  ///
  /// - Throws: ``Refusal/settledAlready``, and ``Refusal/keyReused``, before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.SettleRiskResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    guard try !isSettled(in: transaction) else { throw Refusal.settledAlready }
    let open = try pool.open(of: payee, in: transaction)
    let fromPool = min(max(open, .zero), settlement.deficit)
    let owed = settlement.deficit - fromPool
    try insert(fromPool: fromPool, in: transaction)
    if fromPool > .zero {
      try pool.apply(fromPool, of: payee, source: key, at: settledAt, in: transaction)
    }
    try LedgerRows.insert(
      SettlementLedger.risk(bonus: settlement.bonus, fromPool: fromPool, owed: owed),
      settlement: key, at: settledAt, in: transaction)
    try queue(owed: owed, in: transaction)
    let response = response(fromPool: fromPool, owed: owed)
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "risk/\(requestID)" }

  private func isSettled(in transaction: Transaction) throws -> Bool {
    try transaction.first(
      """
      SELECT 1 FROM risk_settlement WHERE contract_id = $1 AND year = $2 AND billing_npi = $3
        AND billing_tin = $4
      """, pool.contractID, pool.year, payee.npi, payee.tin
    ) { row in try row.value(0, as: Int.self) } != nil
  }

  private func insert(fromPool: Money, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO risk_settlement (
        source, contract_id, year, billing_npi, billing_tin, settled_at, budget, actual, bonus,
        deficit, from_pool)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """, key, pool.contractID, pool.year, payee.npi, payee.tin, settledAt, budget, actual,
      settlement.bonus, settlement.deficit, fromPool)
  }

  private func queue(owed: Money, in transaction: Transaction) throws {
    let adjustment = ProviderAdjustment(
      source: key, payee: payee, code: settlement.bonus > .zero ? .bonus : .other,
      reference: pool.reference, amount: owed - settlement.bonus)
    try AdjustmentRows.insert(adjustment, at: settledAt, in: transaction)
  }

  private func response(fromPool: Money, owed: Money) -> PaymentV1.SettleRiskResponse {
    .with {
      $0.budget = budget.message
      $0.gain = settlement.gain.message
      $0.bonus = settlement.bonus.message
      $0.recoveredFromPool = fromPool.message
      $0.owed = owed.message
    }
  }

  private static func budget(
    _ request: PaymentV1.SettleRiskRequest
  ) throws(MessageError) -> Money {
    guard (0...memberMonthsMax).contains(request.memberMonths) else {
      throw MessageError("member_months", "is not 0 to \(memberMonthsMax)")
    }
    let monthly = try Money(notNegative: request.budgetPerMemberMonth, "budget_per_member_month")
    let budget = monthly.scaled(by: request.memberMonths, over: 1)
    guard budget <= Money.limit else {
      throw MessageError("member_months", "makes a budget beyond the largest amount")
    }
    return budget
  }

  private static func terms(
    _ request: PaymentV1.SettleRiskRequest
  ) throws(MessageError) -> RiskTerms {
    RiskTerms(
      minimum: try BasisPoints(request.minimumBasisPoints, "minimum_basis_points"),
      share: try BasisPoints(request.shareBasisPoints, "share_basis_points"),
      quality: try BasisPoints(request.qualityBasisPoints, "quality_basis_points"),
      cap: try BasisPoints(request.capBasisPoints, "cap_basis_points"))
  }
}
