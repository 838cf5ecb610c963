import ClaimRules
import Domain
import Messages
import Protobuf
import RPC
import Storage
import TLS
import TestKit
import Testing

@testable import Gateway

@Suite("Replays")
struct ClaimReplayTests {
  private let handlers: HandlerFixture
  private var services: FakeServices { handlers.process.services }

  init() throws {
    handlers = try HandlerFixture()
  }

  /// A claim of a service `days` before it arrived, decided.
  private func decided(
    _ name: String = "P1", daysAgo days: Int32 = 60
  ) async throws -> ClaimNumber {
    let number = try await handlers.submit(
      Sample.claim(name, day: Sample.today.number - days, cents: [20_000, 30_000]), name)
    try await GatewayProcess(handlers.fixture, services).drive(number)
    return number
  }

  private func replay(
    _ number: ClaimNumber, _ constants: ScreeningConstants = .standard
  ) async throws -> ClaimV1.ReplayClaimResponse {
    try await ClaimReplay(
      store: handlers.fixture.claims, services: services.evaluations(),
      codes: handlers.process.codes, constants: constants
    ).replay(number)
  }

  @Test("A decided claim is decided again to the byte, with nothing but questions to payment")
  func agrees() async throws {
    let number = try await decided()
    let asked = FakeServices.Step.allCases.map { services.requests($0).count }
    let answer = try await replay(number)
    #expect(answer.outcome == .agrees)
    #expect(answer.differences.isEmpty && answer.whyNot.isEmpty)
    #expect(FakeServices.Step.allCases.map { services.requests($0).count } == asked)
    #expect(services.evaluated.count == 1)
    #expect(services.questions == 0)
  }

  @Test("A claim whose lines needed authorization is decided again from the answer that was kept")
  func agreesWithHold() async throws {
    services.set { $0.isAuthorizationRequired = true }
    let number = try await decided()
    let answer = try await replay(number)
    #expect(answer.outcome == .agrees, "\(answer.differences) \(answer.whyNot)")
    let held = services.evaluated.first?.adjudication?.hold?.lines ?? []
    #expect(held.map(\.authorizationNumber) == ["A1", "A1"])
  }

  @Test("LATE-1: another constant of a rule makes the replay disagree, and line and rule are named")
  func ruleConstant() async throws {
    services.set { $0.timelyFilingDays = 0 }
    let number = try await decided(daysAgo: 60)
    #expect(try await replay(number).outcome == .agrees)
    var constants = ScreeningConstants.standard
    constants.contractFilingDays = 30
    let answer = try await replay(number, constants)
    #expect(answer.outcome == .disagrees)
    let first = try #require(answer.differences.first)
    #expect(first.lineNumber == 1)
    #expect(first.rule == "LATE-1")
    #expect(first.stored.isEmpty)
    #expect(first.replayed.contains("denied: LATE"))
    #expect(answer.differences.map(\.lineNumber) == [1, 2])
  }

  @Test("A code set that was loaded since makes the replay disagree")
  func codeSet() async throws {
    let number = try await decided()
    handlers.process.codes.put(.codes(CodeSet([])), .hcpcs, version: 1)
    let answer = try await replay(number)
    #expect(answer.outcome == .disagrees)
    #expect(answer.differences.first?.lineNumber == 1)
    #expect(answer.differences.contains { $0.replayed.contains("CODE-PROCEDURE") })
  }

  @Test(
    "What payment decides otherwise is a difference of the line, without a rule when none says so")
  func amounts() async throws {
    let number = try await decided()
    services.set { $0.keptCents = 2_000 }
    let answer = try await replay(number)
    #expect(answer.outcome == .disagrees)
    #expect(answer.differences.map(\.lineNumber) == [1, 2])
    #expect(answer.differences.first?.stored.contains("paid 190.00") == true)
    #expect(answer.differences.first?.replayed.contains("paid 180.00") == true)
  }

  @Test("What payment refuses now is a difference, and what it does not answer is no outcome")
  func refusals() async throws {
    let number = try await decided()
    services.failEvaluations(RPCError(.failedPrecondition, "no fee", reason: "FACTS_INCOMPLETE"))
    let answer = try await replay(number)
    #expect(answer.outcome == .disagrees)
    #expect(answer.differences.first?.replayed.contains("FACTS_INCOMPLETE") == true)
    services.failEvaluations(RPCError(.unavailable, "away"))
    let error = await rpcError(of: { try await replay(number) })
    #expect(error?.code == .unavailable)
  }

  @Test("A claim that is not decided, and one whose authorization was not kept, are not replayed")
  func notReplayed() async throws {
    let open = try await handlers.submit()
    let answer = try await replay(open)
    #expect(answer.outcome == .notReplayed)
    #expect(answer.whyNot == "It is not decided.")
    var facts = Sample.facts
    facts.holdLines = [.init()]
    #expect(throws: StoredDecision.Gap.hold) { try StoredDecision(.init(), facts) }
    #expect(throws: StoredDecision.Gap.facts) { try StoredDecision(.init(), nil) }
    let short = ClaimV1.DecidedRecord.with { $0.holdTraceSteps = 1 }
    #expect(throws: StoredDecision.Gap.trace) { try StoredDecision(short, Sample.facts) }
    let apart = ClaimV1.DecidedRecord.with { $0.factsTraceSteps = 1 }
    #expect(throws: StoredDecision.Gap.trace) { try StoredDecision(apart, Sample.facts) }
  }

  @Test("A claim whose facts have another number of steps than its decision says is not replayed")
  func otherSteps() async throws {
    let number = try await decided()
    var facts = try #require(try await handlers.fixture.claims.factsOfDecision(number))
    #expect(!facts.stepsToFacts.isEmpty)
    facts.trace.steps.append(.with { $0.rule = "DUP-1" })
    try await handlers.fixture.plant("UPDATE claim_facts SET record = $1", facts.protobufBytes())
    let answer = try await replay(number)
    #expect(answer.outcome == .notReplayed)
    #expect(answer.whyNot == StoredDecision.Gap.trace.rawValue)
  }

  @Test("A batch tells each claim that does not agree and counts the others, from a day on")
  func batch() async throws {
    services.set { $0.timelyFilingDays = 0 }
    _ = try await decided("P1", daysAgo: 10)
    let late = try await decided("P2", daysAgo: 60)
    var constants = ScreeningConstants.standard
    constants.contractFilingDays = 30
    let replay = ClaimReplay(
      store: handlers.fixture.claims, services: services.evaluations(),
      codes: handlers.process.codes, constants: constants)
    var told: [ClaimV1.ReplayClaimsResponse] = []
    try await ReplayBatch(replay: replay, since: Sample.today).run { told.append($0) }
    #expect(told.compactMap(\.replay?.claimID) == [late.text])
    let last = try #require(told.last)
    #expect(last.isComplete)
    #expect([last.claims, last.agreeing, last.disagreeing, last.notReplayed] == [2, 1, 1, 0])
    told = []
    try await ReplayBatch(replay: replay, since: Sample.today.adding(days: 1)).run {
      told.append($0)
    }
    #expect(told.map(\.claims) == [0])
  }

  @Test("A submitter replays its own claims only, and another's is not there")
  func owners() async throws {
    let number = try await decided()
    let request = ClaimV1.ReplayClaimRequest.with { $0.claimID = number.text }
    let own = try await handlers.claims.replayClaim(
      request, context: try HandlerFixture.integrator())
    #expect(own.outcome == .agrees)
    let error = await rpcError(of: {
      try await handlers.claims.replayClaim(
        request, context: try HandlerFixture.context(.client, "other"))
    })
    #expect(error?.code == .permissionDenied || error?.code == .notFound)
  }
}
