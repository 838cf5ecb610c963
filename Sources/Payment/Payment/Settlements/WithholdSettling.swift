import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// Settles the pools of a contract and year in one transaction, once (rule `WITHHOLD-4`).
struct WithholdSettling: Sendable {
  private let requestID: String
  private let digest: [UInt8]
  private let pool: WithholdPool
  private let returned: BasisPoints
  private let settledAt: Instant

  /// Reads and checks a request.
  ///
  /// - Throws: ``Refusal`` naming the field, or ``Refusal/yearOpen``.
  init(_ request: PaymentV1.SettleWithholdRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      pool = WithholdPool(
        contractID: try MessageCheck.identifier(request.contractID, "contract_id"),
        year: try SettledYear.year(request.year))
      returned = try BasisPoints(request.returnedBasisPoints, "returned_basis_points")
      settledAt = try Instant(request.settledAt, "settled_at")
    } catch {
      throw Refusal(error)
    }
    guard settledAt.day.year > pool.year else { throw Refusal.yearOpen }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Settles what stands in the pools, or answers as before when the same request did.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.SettleWithholdResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try SettledAnswer.read(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    var response = PaymentV1.SettleWithholdResponse()
    for (payee, amount) in try pool.open(in: transaction) where amount > .zero {
      let settlement = WithholdSettlement(of: amount, returned: returned)
      try pool.post(
        settlement, of: payee, returned: returned, source: "\(key)/\(payee.npi)/\(payee.tin)",
        at: settledAt, in: transaction)
      response.settlements.append(
        .with {
          $0.npi = payee.npi
          $0.tin = payee.tin
          $0.released = settlement.released.message
          $0.forfeited = settlement.forfeited.message
        })
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "withhold/\(requestID)" }
}
