import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// A load of opening balances: all of it or nothing, and once.
struct OpeningLoad: Sendable {
  /// The most balances of a load.
  static let balancesMax = 10_000

  private let requestID: String
  private let digest: [UInt8]
  private let balances: [AccumulatorBalance]
  private let limits: [LimitBalance]

  /// Reads and checks every balance.
  ///
  /// - Throws: ``Refusal`` naming the balance and the field.
  init(_ request: PaymentV1.LoadOpeningBalancesRequest) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      balances = try OpeningLoad.read(request.balances)
      limits = try OpeningLoad.read(request.limits)
    } catch {
      throw Refusal(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
  }

  /// Posts the balances, or answers as before when the same load was posted already.
  ///
  /// - Throws: ``Refusal`` before anything is written.
  func post(in transaction: Transaction) throws -> PaymentV1.LoadOpeningBalancesResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored(let bytes): return try OpeningLoad.answer(bytes)
    case .keyReused: throw Refusal.keyReused
    case .absent: break
    }
    for (index, balance) in balances.enumerated() {
      try check(balance, index, in: transaction)
    }
    for (index, limit) in limits.enumerated() {
      let used = try LimitRows.used([limit.key], in: transaction).balances[limit.key]
      guard used?.isZero ?? true else { throw Refusal.alreadyUsed(index) }
    }
    for row in AccumulatorRow.rows(openings: balances, source: requestID) {
      try AccumulatorRows.insert(row, in: transaction)
    }
    for row in LimitRow.rows(openings: limits, source: requestID) {
      try LimitRows.insert(row, in: transaction)
    }
    let response = PaymentV1.LoadOpeningBalancesResponse.with {
      $0.postings = Int32(
        clamping: balances.count { $0.amount != .zero } + limits.count { !$0.isZero })
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var key: String { "opening/\(requestID)" }

  private func check(
    _ balance: AccumulatorBalance, _ index: Int, in transaction: Transaction
  ) throws {
    let key = balance.key
    let current = try AccumulatorRows.balances(
      memberID: key.scope == .member ? key.holder : "",
      familyID: key.scope == .family ? key.holder : "",
      plan: AdjudicationNeeds.Plan(
        productID: key.productID, planYearStart: key.planYearStart), in: transaction)
    guard current[key] ?? .zero == .zero else { throw Refusal.alreadyRunning(index) }
  }

  private static func read(
    _ messages: [PaymentV1.AccumulatorBalance]
  ) throws(MessageError) -> [AccumulatorBalance] {
    let balances = try MessageCheck.list(messages, "balances", countMax: balancesMax) {
      balance throws(MessageError) in try AccumulatorBalance(balance)
    }
    var seen: Set<AccumulatorKey> = []
    for (index, balance) in balances.enumerated() {
      guard seen.insert(balance.key).inserted else {
        throw MessageError("balances[\(index)]", "names a running amount twice")
      }
    }
    return balances
  }

  private static func read(
    _ messages: [PaymentV1.LimitBalance]
  ) throws(MessageError) -> [LimitBalance] {
    let limits = try MessageCheck.list(messages, "limits", countMax: balancesMax) {
      limit throws(MessageError) in try LimitBalance(limit)
    }
    var seen: Set<LimitKey> = []
    for (index, limit) in limits.enumerated() {
      guard seen.insert(limit.key).inserted else {
        throw MessageError("limits[\(index)]", "names a limit twice")
      }
    }
    return limits
  }

  private static func answer(
    _ bytes: [UInt8]
  ) throws(StorageError) -> PaymentV1.LoadOpeningBalancesResponse {
    do throws(ProtobufError) {
      return try PaymentV1.LoadOpeningBalancesResponse(protobufBytes: bytes)
    } catch {
      throw StorageError(.corrupt, "a stored answer is no answer to a load")
    }
  }
}
