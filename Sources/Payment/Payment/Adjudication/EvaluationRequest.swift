import Domain
import DomainMessages
import Messages
import PaymentRules

/// A claim with the amounts to start from, to be decided without posting.
struct EvaluationRequest: Sendable {
  /// The most running amounts or visits of a request.
  static let amountsMax = 10_000

  private let claim: AdjudicationClaim
  private let balances: [AccumulatorKey: Money]
  private let copayVisits: Set<CopayVisit>
  private let limits: LimitsUsed

  /// Reads and checks a request.
  init(_ request: PaymentV1.EvaluateAdjudicationRequest) throws(Refusal) {
    do throws(MessageError) {
      claim = try EvaluationRequest.claim(request.adjudication)
      balances = try EvaluationRequest.balances(request.balances)
      copayVisits = Set(
        try MessageCheck.list(
          request.copayVisits, "copay_visits", countMax: EvaluationRequest.amountsMax
        ) { visit throws(MessageError) in try CopayVisit(visit) })
      limits = try EvaluationRequest.limits(request)
    } catch {
      throw Refusal(error)
    }
  }

  /// Decides the claim.
  func decide(_ sequestration: SequestrationTable) throws(Refusal) -> PaymentV1.ClaimDecision {
    var input = claim.input(
      balances: balances, copayVisitsTaken: copayVisits, sequestration: sequestration)
    input.limits = limits
    return try claim.decide(input)
      .message(claimID: claim.key.claimID, version: claim.key.version)
  }

  private static func claim(
    _ message: PaymentV1.Adjudication?
  ) throws(MessageError) -> AdjudicationClaim {
    guard let message else { throw MessageError("adjudication", "is missing") }
    do throws(MessageError) {
      return try AdjudicationClaim(message)
    } catch {
      throw error.within("adjudication")
    }
  }

  private static func limits(
    _ request: PaymentV1.EvaluateAdjudicationRequest
  ) throws(MessageError) -> LimitsUsed {
    let read = try MessageCheck.list(request.limits, "limits", countMax: amountsMax) {
      limit throws(MessageError) in try LimitBalance(limit)
    }
    let balances = Dictionary(
      read.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    guard balances.count == read.count else {
      throw MessageError("limits", "names a limit twice")
    }
    let visits = try MessageCheck.list(
      request.limitVisits, "limit_visits", countMax: amountsMax
    ) { visit throws(MessageError) in try CopayVisit(visit) }
    return LimitsUsed(balances: balances, visits: Set(visits))
  }

  private static func balances(
    _ messages: [PaymentV1.AccumulatorBalance]
  ) throws(MessageError) -> [AccumulatorKey: Money] {
    let read = try MessageCheck.list(messages, "balances", countMax: amountsMax) {
      balance throws(MessageError) in try AccumulatorBalance(balance)
    }
    let amounts = Dictionary(
      read.map { ($0.key, $0.amount) }, uniquingKeysWith: { first, _ in first })
    guard amounts.count == read.count else {
      throw MessageError("balances", "names a running amount twice")
    }
    return amounts
  }
}
