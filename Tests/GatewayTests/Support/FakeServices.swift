import Domain
import Messages
import Protobuf
import RPC
import Synchronization

@testable import Gateway

/// The four services in memory, with their promises: a repeated key gives the stored answer, another
/// request under it is refused, a hold ends once, a version is posted once.
final class FakeServices: Sendable {
  enum Step: String, CaseIterable, Sendable {
    case coverage, contract, hold, adjudicate, withdraw, settle, release, reverse, returnUnits

    /// Whether what was asked once is answered in the same way for ever.
    var keepsAnswers: Bool { [.hold, .adjudicate, .reverse, .returnUnits].contains(self) }
  }

  /// Where the process ends.
  enum Crash: Hashable, Sendable {
    /// The request never arrives.
    case before(Step)
    /// The service did its work; the answer never arrives.
    case lost(Step)
    /// The answer arrives as the process ends.
    case after(Step)
  }

  private struct State {
    var requests: [Step: [[UInt8]]] = [:]
    var crash: Crash?
    var isOver = false
    var onCrash: AsyncStream<Void>.Continuation?
    var interrupts: [Step: @Sendable () async throws -> Void] = [:]
    var refusals: [Step: (count: Int, refusal: TypeV1.ItemRefusal)] = [:]
    var terms = SampleTerms()
    var authorization = FakeAuthorization()
    var payment = FakePayment()
    var evaluated: [PaymentV1.EvaluateAdjudicationRequest] = []
    var evaluatedHolds: [AuthorizationV1.Hold] = []
    var questions = 0
    var evaluationError: RPCError?
  }

  private let state = Mutex(State())

  // MARK: What a test arranges

  /// What eligibility and the network answer.
  func set(_ change: (inout SampleTerms) -> Void) {
    state.withLock { change(&$0.terms) }
  }

  /// Ends the process when it comes to `crash`.
  func crash(at crash: Crash) {
    state.withLock { $0.crash = crash }
  }

  /// Does something once, after the service did its work on `step` and before its answer goes out.
  func during(_ step: Step, _ body: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.interrupts[step] = body }
  }

  /// Nothing more goes wrong.
  func endTrouble() {
    state.withLock { state in
      state.crash = nil
      state.interrupts = [:]
      state.refusals = [:]
    }
  }

  /// Refuses the next `count` requests of `step`; never one that was answered before.
  func refuse(_ step: Step, count: Int = 1, _ reason: String = "NOT_TODAY", line: Int32 = 0) {
    state.withLock { state in
      state.refusals[step] = (
        count,
        .with {
          $0.code = 9
          $0.reason = reason
          $0.message = "not today"
          $0.lineNumber = line
        }
      )
    }
  }

  // MARK: What a test looks at

  /// The requests of a step in order, as bytes.
  func requests(_ step: Step) -> [[UInt8]] {
    state.withLock { $0.requests[step] ?? [] }
  }

  /// The requests of a step in order.
  func read<Item: ProtobufMessage>(_ step: Step, as type: Item.Type) throws -> [Item] {
    try requests(step).map { try Item(protobufBytes: $0) }
  }

  /// How many times a version of a claim was posted.
  var postings: [String: Int] { state.withLock { $0.payment.postings } }

  /// What became of each hold, by its key.
  var holds: [String: FakeAuthorization.Hold] { state.withLock { $0.authorization.holds } }

  /// Returns when the process is to end; at once when the surrounding task is cancelled.
  func waitForCrash() async {
    let (crashes, continuation) = AsyncStream<Void>.makeStream()
    let isOver = state.withLock { state in
      state.onCrash = continuation
      return state.isOver
    }
    guard !isOver else { return }
    for await _ in crashes { return }
  }

  // MARK: Edges

  /// The edges of a process.
  func edges() -> ServiceEdges {
    ServiceEdges(
      coverage: edge(.coverage) { state, question in
        .with { $0.result = .answer(state.terms.coverage(for: question)) }
      },
      contract: edge(.contract) { state, question in
        .with { $0.result = .answer(state.terms.contract(for: question)) }
      },
      hold: edge(.hold) { state, hold in
        let answer = state.terms.hold(for: hold)
        return state.authorization.hold(hold, answer)
      },
      settle: edge(.settle) { state, settlement in state.authorization.settle(settlement) },
      release: edge(.release) { state, release in state.authorization.release(release) },
      adjudicate: edge(.adjudicate) { state, adjudication in
        state.terms.encounterPays && adjudication.isEncounter
          ? GatewayTests.refused("ENCOUNTER_PAYS") : state.payment.adjudicate(adjudication)
      },
      withdraw: edge(.withdraw) { state, withdrawal in state.payment.withdraw(withdrawal) },
      reverse: edge(.reverse) { state, reversal in state.payment.reverse(reversal) },
      returnUnits: edge(.returnUnits) { state, item in state.authorization.giveBack(item) })
  }

  // MARK: Evaluations

  /// What the services answer without effect.
  func evaluations() -> Evaluations {
    Evaluations(
      coverage: { question in
        self.state.withLock { state in
          state.questions += 1
          return .with { $0.result = .answer(state.terms.coverage(for: question)) }
        }
      },
      contract: { question in
        self.state.withLock { state in
          .with { $0.result = .answer(state.terms.contract(for: question)) }
        }
      },
      hold: { hold in
        self.state.withLock { state in
          state.evaluatedHolds.append(hold)
          return state.terms.hold(for: hold)
        }
      },
      adjudication: { request in try self.evaluate(request) })
  }

  private func evaluate(
    _ request: PaymentV1.EvaluateAdjudicationRequest
  ) throws -> PaymentV1.ClaimDecision {
    try state.withLock { state in
      state.evaluated.append(request)
      if let error = state.evaluationError { throw error }
      let item = request.adjudication ?? .init()
      return state.payment.decision(
        item, item.key?.claimID ?? "", keptCents: state.terms.keptCents)
    }
  }

  /// What payment was asked to decide without effect, in order.
  var evaluated: [PaymentV1.EvaluateAdjudicationRequest] { state.withLock { $0.evaluated } }

  /// Which holds authorization was asked about, in order.
  var evaluatedHolds: [AuthorizationV1.Hold] { state.withLock { $0.evaluatedHolds } }

  /// How often eligibility was asked without effect.
  var questions: Int { state.withLock { $0.questions } }

  /// Lets payment answer every evaluation with `error`.
  func failEvaluations(_ error: RPCError) {
    state.withLock { $0.evaluationError = error }
  }

  private func edge<Item: ProtobufMessage, Answer: Refusable>(
    _ step: Step, _ answer: @escaping @Sendable (inout State, Item) -> Answer
  ) -> BatchingEdge<Item, Answer> {
    BatchingEdge(
      step.rawValue, itemsMax: ServiceEdges.itemsMax,
      backoff: Backoff(first: .zero, longest: .zero), onTrouble: { _, _ in },
      send: { items, _ in try await self.serve(step, items, answer) })
  }

  private func serve<Item: ProtobufMessage, Answer: Refusable>(
    _ step: Step, _ items: [Item], _ answer: (inout State, Item) -> Answer
  ) async throws -> [Answer] {
    if takes(.before(step)) {
      await end()
      throw CancellationError()
    }
    let answers = state.withLock { state in
      items.map { item in
        let bytes = item.protobufBytes()
        let mayRefuse = !step.keepsAnswers || !(state.requests[step] ?? []).contains(bytes)
        state.requests[step, default: []].append(bytes)
        if mayRefuse, let (count, refusal) = state.refusals[step], count > 0 {
          state.refusals[step] = (count - 1, refusal)
          return Answer(refusal: refusal)
        }
        return answer(&state, item)
      }
    }
    if let interrupt = state.withLock({ $0.interrupts.removeValue(forKey: step) }) {
      try await interrupt()
    }
    if takes(.lost(step)) {
      await end()
      throw CancellationError()
    }
    if takes(.after(step)) { await end() }
    return answers
  }

  private func takes(_ crash: Crash) -> Bool {
    state.withLock { state in
      guard state.crash == crash else { return false }
      state.crash = nil
      return true
    }
  }

  /// Says that the process is to end and waits until it does.
  private func end() async {
    let onCrash = state.withLock { state in
      state.isOver = true
      return state.onCrash
    }
    onCrash?.yield()
    await untilCancelled()
    state.withLock { $0.isOver = false }
  }
}

/// An answer that may be a refusal.
protocol Refusable: Sendable {
  init(refusal: TypeV1.ItemRefusal)
}

extension EligibilityV1.CoverageResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension NetworkV1.ContractResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension AuthorizationV1.HoldResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension AuthorizationV1.SettlementResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension AuthorizationV1.ReleaseResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension PaymentV1.WithdrawalResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension PaymentV1.ReversalResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension AuthorizationV1.UnitReturnResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
extension PaymentV1.AdjudicationResult: Refusable {
  init(refusal: TypeV1.ItemRefusal) { self = .with { $0.result = .refusal(refusal) } }
}
