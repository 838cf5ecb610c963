import Domain
import Messages
import Protobuf
import RPC
import Testing

@testable import Gateway

@Suite("What would be decided otherwise")
struct ClaimWhatIfTests {
  private let handlers: HandlerFixture
  private var services: FakeServices { handlers.process.services }

  init() throws {
    handlers = try HandlerFixture()
  }

  private func decided(_ cents: [Int64] = [20_000]) async throws -> ClaimNumber {
    let number = try await handlers.submit(Sample.claim(cents: cents))
    try await GatewayProcess(handlers.fixture, services).drive(number)
    return number
  }

  private func evaluate(
    _ number: ClaimNumber, _ changes: ClaimV1.ClaimChange...
  ) async throws -> ClaimV1.EvaluateClaimResponse {
    try await handlers.claims.evaluateClaim(
      .with {
        $0.claimID = number.text
        $0.changes = changes
      }, context: try HandlerFixture.integrator())
  }

  private func change(
    _ change: ClaimV1.ClaimChange.Change, line: Int32 = 0
  ) -> ClaimV1.ClaimChange {
    .with {
      $0.lineNumber = line
      $0.change = change
    }
  }

  private func money(_ cents: Int64) -> TypeV1.Money { .with { $0.cents = cents } }

  @Test("Another charge is decided from the stored facts and amounts, beside what is decided")
  func charge() async throws {
    let number = try await decided([20_000, 30_000])
    let posted = services.postings
    let answer = try await evaluate(number, change(.charge(money(50_000)), line: 2))
    #expect(answer.decision?.paid?.cents == 48_000)
    #expect(answer.changedDecision?.paid?.cents == 68_000)
    #expect(answer.lines.last?.steps.last?.after?.cents == 29_000)
    #expect(answer.changedLines.last?.steps.last?.after?.cents == 49_000)
    #expect(services.questions == 0)
    let asked = try #require(services.evaluated.first)
    #expect(!asked.readsAmounts && asked.adjudication?.replaces == nil)
    #expect(asked.adjudication?.lines.map { $0.charge?.cents } == [20_000, 50_000])
    #expect(services.postings == posted)
    let replayed = try await handlers.claims.replay.replay(number)
    #expect(replayed.outcome == .agrees)
  }

  @Test("Another day asks the services again and counts from now, as a replacement would")
  func day() async throws {
    let number = try await decided()
    let answer = try await evaluate(number, change(.day(.with { $0.days = 20_600 }), line: 1))
    #expect(services.questions == 1)
    let asked = try #require(services.evaluated.first)
    #expect(asked.readsAmounts)
    #expect(asked.adjudication?.replaces?.version == 1)
    #expect(asked.adjudication?.key?.version == 3)
    #expect(asked.adjudication?.lines.first?.day?.days == 20_600)
    #expect(answer.notes.contains("Coverage and contract are those on file now."))
    #expect(
      answer.notes.contains("Running amounts are those of now, without what this claim added."))
  }

  @Test("Other modifiers ask again, but count from the same amounts while coverage is the same")
  func modifiers() async throws {
    let number = try await decided()
    let changed = ClaimV1.ChangedModifiers.with { $0.modifiers = ["25"] }
    _ = try await evaluate(number, change(.modifiers(changed)))
    #expect(services.questions == 1)
    #expect(services.evaluated.first?.readsAmounts == false)
    #expect(services.evaluated.first?.adjudication?.lines.first?.modifiers == ["25"])
    services.set { $0.lastDay = 20_400 }
    let answer = try await evaluate(number, change(.isReadAgain(true)))
    #expect(services.evaluated.last?.readsAmounts == true)
    #expect(answer.changedDecision?.paid?.cents == 0)
    #expect(answer.changedLines.first?.steps.map(\.label) == ["Charge", "Denied"])
  }

  @Test("Another fee stands in the contract; a line that no fee pays refuses it")
  func fee() async throws {
    let number = try await decided()
    _ = try await evaluate(number, change(.unitFee(money(5_000)), line: 1))
    let line = try #require(services.evaluated.first?.adjudication?.contract?.lines.first)
    #expect(line.unitFee?.cents == 5_000 && line.baseFee == nil)
    services.set { $0.feeMethod = .percentOfCharges }
    let second = try await handlers.submit(Sample.claim("P2", day: 20_510), "R2")
    try await GatewayProcess(handlers.fixture, services).drive(second)
    let error = await rpcError(of: {
      try await evaluate(second, change(.unitFee(money(5_000)), line: 1))
    })
    #expect(error?.reason == "FEE_NOT_USED")
  }

  @Test("An authorization may be otherwise where one is needed, and nowhere else")
  func authorization() async throws {
    let plain = try await decided()
    let error = await rpcError(of: { try await evaluate(plain, change(.isAuthorized(true))) })
    #expect(error?.reason == "AUTHORIZATION_NOT_NEEDED")
    services.set { $0.isAuthorizationRequired = true }
    let needing = try await handlers.submit(Sample.claim("P2", day: 20_510), "R2")
    try await GatewayProcess(handlers.fixture, services).drive(needing)
    _ = try await evaluate(needing, change(.isAuthorized(false), line: 1))
    let none = try #require(services.evaluated.last?.adjudication?.hold?.lines.first)
    #expect(none.authorization == .none && none.held?.thousandths == 0)
    _ = try await evaluate(needing, change(.isAuthorized(true), line: 1))
    let held = try #require(services.evaluated.last?.adjudication?.hold?.lines.first)
    #expect(held.authorization == .held && held.held?.thousandths == 1_000)
    #expect(services.evaluatedHolds.isEmpty)
  }

  @Test("Other units ask which hold could take the place of the claim's own")
  func units() async throws {
    services.set { $0.isAuthorizationRequired = true }
    let number = try await decided()
    _ = try await evaluate(number, change(.quantity(.with { $0.thousandths = 3_000 }), line: 1))
    let hold = try #require(services.evaluatedHolds.first)
    #expect(hold.lines.first?.quantity?.thousandths == 3_000)
    #expect(hold.replacedHoldKey?.text == "\(number.text)/1/hold")
    #expect(hold.key?.text != hold.replacedHoldKey?.text)
  }

  @Test("A rate of sequestration goes to payment as it is asked")
  func sequestration() async throws {
    let number = try await decided()
    _ = try await evaluate(number, change(.sequestrationBasisPoints(150)))
    #expect(services.evaluated.first?.sequestrationBasisPoints == 150)
  }

  @Test("A claim that waits for a rate is decided with a fee, and would wait on without")
  func pended() async throws {
    services.set { $0.unitFeeCents = nil }
    let number = try await decided()
    let asIs = try await evaluate(number, change(.charge(money(10_000))))
    #expect(asIs.pendReasons.map(\.reason) == ["RATE_MISSING"])
    #expect(asIs.changedDecision == nil && asIs.decision == nil)
    let answer = try await evaluate(number, change(.unitFee(money(5_000)), line: 1))
    #expect(answer.pendReasons.isEmpty)
    #expect(answer.changedDecision?.paid?.cents == 19_000)
    #expect(services.evaluated.first?.readsAmounts == true)
    #expect(services.evaluated.first?.adjudication?.replaces == nil)
  }

  @Test("A claim that was taken back is evaluated as it was, and not on what is on file now")
  func takenBack() async throws {
    let number = try await decided()
    _ = try await handlers.claims.voidClaim(
      .with {
        $0.requestID = "V1"
        $0.claimID = number.text
      }, context: try HandlerFixture.integrator())
    let answer = try await evaluate(number, change(.charge(money(30_000))))
    #expect(answer.changedDecision?.paid?.cents == 29_000)
    let error = await rpcError(of: {
      try await evaluate(number, change(.day(.with { $0.days = 20_600 })))
    })
    #expect(error?.reason == "CLAIM_TAKEN_BACK")
  }

  @Test("A change that no claim can have is refused with its place, before anything is asked")
  func refused() async throws {
    let number = try await decided()
    let wrong: [[ClaimV1.ClaimChange]] = [
      [], [.init()], [change(.charge(money(1)), line: 9)], [change(.charge(money(-1)))],
      [change(.charge(money(1))), change(.charge(money(2)))],
      [change(.charge(money(Int64.max)))], [change(.unitFee(money(-1)))],
      [change(.sequestrationBasisPoints(10_001))], [change(.sequestrationBasisPoints(1), line: 1)],
      [change(.isReadAgain(false))], [change(.day(.with { $0.days = .max }))],
      [change(.quantity(.init()))], [change(.placeOfService("office"))],
      [change(.modifiers(.with { $0.modifiers = ["1", "2", "3", "4", "5"] }))],
      Array(repeating: change(.isReadAgain(true)), count: 101),
    ]
    for changes in wrong {
      let error = await rpcError(of: {
        try await handlers.claims.evaluateClaim(
          .with {
            $0.claimID = number.text
            $0.changes = changes
          }, context: try HandlerFixture.integrator())
      })
      #expect(error?.code == .invalidArgument, "\(changes)")
    }
    #expect(services.evaluated.isEmpty && services.questions == 0)
  }
}
