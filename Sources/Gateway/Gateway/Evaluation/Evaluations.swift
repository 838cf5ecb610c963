import Messages
import Protobuf
import RPC

/// What the services answer without effect: reads, and decisions that are not posted.
struct Evaluations: Sendable {
  /// Eligibility's answer of now.
  var coverage:
    @Sendable (EligibilityV1.CoverageQuestion) async throws -> EligibilityV1.CoverageResult
  /// The network's answer of now.
  var contract: @Sendable (NetworkV1.ContractQuestion) async throws -> NetworkV1.ContractResult
  /// What authorization would answer a hold now.
  var hold: @Sendable (AuthorizationV1.Hold) async throws -> AuthorizationV1.HoldAnswer
  /// What payment would decide.
  var adjudication:
    @Sendable (PaymentV1.EvaluateAdjudicationRequest) async throws -> PaymentV1.ClaimDecision
}

extension Evaluations {
  /// How long one call may take.
  private static let timeout = Duration.seconds(10)

  /// Asks over the connections of the gateway.
  init(_ clients: ServiceEdges.Clients) {
    let options = RPCCallOptions(timeout: Evaluations.timeout)
    self.init(
      coverage: { question in
        let answer = try await clients.eligibility.checkCoverage(
          .with { $0.questions = [question] }, options: options)
        return answer.results.first ?? .init()
      },
      contract: { question in
        let answer = try await clients.network.resolveContract(
          .with { $0.questions = [question] }, options: options)
        return answer.results.first ?? .init()
      },
      hold: { hold in
        let answer = try await clients.authorization.evaluateHold(
          .with { $0.hold = hold }, options: options)
        return answer.answer ?? .init()
      },
      adjudication: { request in
        let answer = try await clients.payment.evaluateAdjudication(request, options: options)
        guard let decision = answer.decision else { throw GatewayErrors.answerEmpty }
        return decision
      })
  }
}
