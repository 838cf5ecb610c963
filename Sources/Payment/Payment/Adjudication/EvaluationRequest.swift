import Domain
import DomainMessages
import Messages
import PaymentRules
import Storage

/// A claim with the amounts to start from, to be decided without posting.
struct EvaluationRequest: Sendable {
  /// The most running amounts or visits of a request.
  static let amountsMax = 10_000

  private let claim: AdjudicationClaim
  private let balances: [AccumulatorKey: Money]
  private let copayVisits: Set<CopayVisit>
  private let limits: LimitsUsed
  /// The claim as it was sent, when it starts from what the store has now.
  private let storedAmounts: PaymentV1.Adjudication?
  /// The rates in place of those of the store; absent when those count.
  private let sequestration: SequestrationTable?

  /// Reads and checks a request, to be decided with `constants`.
  init(
    _ request: PaymentV1.EvaluateAdjudicationRequest, _ constants: PaymentConstants = .standard
  ) throws(Refusal) {
    do throws(MessageError) {
      claim = try EvaluationRequest.claim(request.adjudication, constants)
      balances = try EvaluationRequest.balances(request.balances)
      copayVisits = Set(
        try MessageCheck.list(
          request.copayVisits, "copay_visits", countMax: EvaluationRequest.amountsMax
        ) { visit throws(MessageError) in try CopayVisit(visit) })
      limits = try EvaluationRequest.limits(request)
      storedAmounts = request.readsAmounts ? request.adjudication : nil
      sequestration = try request.sequestrationBasisPoints.map {
        rate throws(MessageError) in try EvaluationRequest.table(of: rate)
      }
    } catch {
      throw Refusal(error)
    }
  }

  /// Decides the claim; of the store only that is read which the request does not give.
  ///
  /// - Throws: ``Refusal`` when it cannot be decided; a `StorageError` at any time.
  func decide(in reader: some StoreReading) throws -> PaymentV1.ClaimDecision {
    let table = try sequestration ?? SequestrationRows.table(in: reader)
    guard let storedAmounts else { return try decide(table) }
    return try AdjudicationItem(storedAmounts, claim.constants).evaluate(table, in: reader)
  }

  private func decide(
    _ sequestration: SequestrationTable
  ) throws(Refusal) -> PaymentV1.ClaimDecision {
    var input = claim.input(
      balances: balances, copayVisitsTaken: copayVisits, sequestration: sequestration)
    input.limits = limits
    return try claim.decide(input)
      .message(claimID: claim.key.claimID, version: claim.key.version)
  }

  /// One rate for every day.
  private static func table(of rate: Int32) throws(MessageError) -> SequestrationTable {
    guard (BasisPoints.zero...BasisPoints.whole).contains(BasisPoints(rate)) else {
      throw MessageError("sequestration_basis_points", "is not 0 to 10,000")
    }
    return SequestrationTable([
      SequestrationRate(from: .first, rate: BasisPoints(rate), authority: "as asked")
    ])
  }

  private static func claim(
    _ message: PaymentV1.Adjudication?, _ constants: PaymentConstants
  ) throws(MessageError) -> AdjudicationClaim {
    guard let message else { throw MessageError("adjudication", "is missing") }
    do throws(MessageError) {
      return try AdjudicationClaim(message, constants)
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
