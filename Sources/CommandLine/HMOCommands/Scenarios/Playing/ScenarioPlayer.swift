import Messages
import Protobuf
import RPC

/// Plays a scenario against a private suite.
struct ScenarioPlayer {
  let scenario: Scenario
  let suite: ScenarioSuite

  /// Payer's numbers of claims by the provider's.
  var numbers: [String: String] = [:]
  /// The business time.
  private(set) var now: Moment
  private var reference = ScenarioReference()
  private var loads = 0

  /// How long one call may take.
  static let callTimeMax: Duration = .seconds(30)
  /// How long a claim may take to be decided.
  static let decisionTimeMax: Duration = .seconds(20)
  /// How long an effect that comes by itself may take, such as that of a person's decision.
  static let effectTimeMax: Duration = .seconds(3)

  init(_ scenario: Scenario, _ suite: ScenarioSuite) {
    self.scenario = scenario
    self.suite = suite
    now = scenario.start
  }

  /// Plays every step, also after one that did not come out as expected.
  mutating func play() async throws -> [ScenarioOutcome.Step] {
    try await set(scenario.start)
    try await load(scenario.reference)
    var steps: [ScenarioOutcome.Step] = []
    for (index, step) in scenario.steps.enumerated() {
      if let time = step.time { try await set(time) }
      steps.append(try await play(step, number: index + 1))
    }
    return steps + (try await explanations(number: steps.count + 1))
  }

  /// A step of its own when explanations do not tie out, or a claim would be decided otherwise.
  private func explanations(number: Int) async throws -> [ScenarioOutcome.Step] {
    let found = try await ExplanationCheck(suite: suite).differences(step: number)
    guard !found.isEmpty else { return [] }
    return [
      ScenarioOutcome.Step(
        action: "explain and replay", observed: .record([:]), differences: found)
    ]
  }

  private mutating func play(
    _ step: ScenarioStep, number: Int
  ) async throws -> ScenarioOutcome.Step {
    var observed = ObservedStep()
    try await act(step, number: number, &observed)
    for claim in step.expectation["claims"]?.elements ?? [] {
      if let label = claim["claim"]?.text { observed.concern(label) }
    }
    let effect = Polling(every: .milliseconds(20), atMost: effectTimeMax(step.action))
    return try await effect.repeating {
      let value = observed.value(
        claims: try await claims(observed.labels, step),
        balances: try await balances(step.expectation["balances"]))
      return ScenarioOutcome.Step(
        action: step.action.title, observed: value,
        differences: ScenarioComparison.differences(step.expectation, value, step: number))
    } until: {
      $0.differences.isEmpty
    }
  }

  /// A claim is decided when its submission is answered; anything else takes effect by itself.
  private func effectTimeMax(_ action: ScenarioAction) -> Duration {
    if case .submit = action { return .zero }
    return ScenarioPlayer.effectTimeMax
  }

  // MARK: The start

  private mutating func set(_ time: Moment) async throws {
    now = time
    let service = ClaimV1.GatewayAdministrationServiceClient(client: try suite.client("gateway"))
    _ = try await service.setBusinessTime(
      .with { $0.businessTime = .with { $0.microseconds = time.microseconds } },
      options: ScenarioPlayer.options)
  }

  /// Merges reference data and sends each service what changed.
  mutating func load(_ change: ScenarioReference) async throws {
    let touched = reference.merge(change)
    loads += 1
    try await ReferenceLoad(suite: suite, requestID: "load-\(loads)").send(touched)
  }

  static let options = RPCCallOptions(timeout: callTimeMax)

  // MARK: What is observed

  private func claims(_ labels: [String], _ step: ScenarioStep) async throws -> [JSONValue] {
    let service = ClaimV1.ClaimServiceClient(client: try suite.client("gateway"))
    var values: [JSONValue] = []
    for label in labels {
      guard let number = numbers[label] else { continue }
      let isOpen = expectedState(of: label, step) == "accepted"
      let claim = try await decided(number, service, isOpen: isOpen)
      values.append(
        ObservedClaim.value(
          label, claim.summary, claim.decision,
          reversal: try await reversal(of: claim.summary, service),
          standing: try await standing(inPlaceOf: claim.summary, service)))
    }
    return values
  }

  /// The decision that takes a claim back, once it is taken back.
  private func reversal(
    of summary: ClaimV1.ClaimSummary?, _ service: ClaimV1.ClaimServiceClient
  ) async throws -> PaymentV1.ClaimDecision? {
    guard let summary, [.voided, .replaced].contains(summary.state) else { return nil }
    let explained = try await service.explainClaim(
      .with { $0.claimID = summary.claimID }, options: ScenarioPlayer.options)
    return (explained.decision?.reversesVersion ?? 0) > 0 ? explained.decision : nil
  }

  /// The decision that stands in the place of a claim; nothing while it stands itself.
  private func standing(
    inPlaceOf summary: ClaimV1.ClaimSummary?, _ service: ClaimV1.ClaimServiceClient
  ) async throws -> PaymentV1.ClaimDecision? {
    guard let number = summary?.standingClaimID, !number.isEmpty else { return nil }
    return try await decided(number, service, isOpen: false).decision
  }

  private func expectedState(of label: String, _ step: ScenarioStep) -> String? {
    let claims = step.expectation["claims"]?.elements ?? []
    return claims.first { $0["claim"]?.text == label }?["state"]?.text
  }

  private func decided(
    _ number: String, _ service: ClaimV1.ClaimServiceClient, isOpen: Bool
  ) async throws -> ClaimV1.GetClaimResponse {
    let decision = Polling(every: .milliseconds(5), atMost: ScenarioPlayer.decisionTimeMax)
    return try await decision.repeating {
      try await service.getClaim(
        .with { $0.claimID = number }, options: ScenarioPlayer.options)
    } until: {
      $0.summary?.state != .accepted || isOpen
    }
  }

  private func balances(_ expected: JSONValue?) async throws -> JSONValue? {
    guard let expected else { return nil }
    return try await ObservedBalances(suite: suite).value(of: expected)
  }
}
