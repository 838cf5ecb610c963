import Domain
import Messages
import Protobuf
import RPC
import Testing

@testable import Gateway

@Suite("People decide what waits for them", .timeLimit(.minutes(1)))
struct WorkQueueHandlerTests {
  private let gateway: HandlerFixture

  init() throws {
    gateway = try HandlerFixture()
  }

  private func decide(
    _ claim: String, _ action: ClaimV1.PendedAction, reason: String = "", note: String = "",
    requestID: String = "D1"
  ) async throws -> ClaimV1.DecidePendedResponse {
    try await gateway.queue.decidePended(
      .with {
        $0.requestID = requestID
        $0.claimID = claim
        $0.action = action
        $0.reason = reason
        $0.note = note
      }, context: try HandlerFixture.hmo())
  }

  @Test("What waits is listed with its reason and what to do")
  func lists() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1), ("WITHHOLD", 0)])
    let page = try await gateway.queue.listPended(.init(), context: try HandlerFixture.hmo())
    #expect(page.claims.map(\.claimID) == [number.text])
    #expect(page.claims.first?.state == .pended)
    let reasons = page.claims.first?.pendReasons ?? []
    #expect(reasons.map(\.reason) == ["RATE_MISSING", "WITHHOLD"])
    #expect(reasons.map(\.lineNumber) == [1, 0])
    #expect(reasons.allSatisfy { !$0.meaning.isEmpty })
  }

  @Test("A claim that is evaluated again goes on in a new attempt")
  func again() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    let answer = try await decide(number.text, .evaluateAgain)
    #expect(answer.summary?.state == .accepted)
    #expect(gateway.process.claims.takeLeftBehind(10) == [number])
    let record = try #require(try await gateway.fixture.claims.openClaim(number))
    gateway.process.claims.begin([record])
    #expect(gateway.process.claims.claim(number)?.attempt == 2)
  }

  @Test("The same decision again is a repeat, another under its request_id is refused")
  func repeated() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    _ = try await decide(number.text, .evaluateAgain)
    _ = try await decide(number.text, .evaluateAgain)
    let reused = await rpcError {
      try await decide(number.text, .deny, reason: "RATE_MISSING")
    }
    #expect(reused?.reason == "KEY_REUSED")
    let late = await rpcError { try await decide(number.text, .evaluateAgain, requestID: "D2") }
    #expect(late?.reason == "NOT_PENDED")
  }

  @Test("A denial needs a reason that fits what is pended, and the refusal names those that do")
  func denial() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    for reason in ["", "NOT_BENEFIT", "nonsense"] {
      let error = await rpcError { try await decide(number.text, .deny, reason: reason) }
      #expect(error?.fieldViolations.map(\.field) == ["reason"])
      #expect(error?.fieldViolations.first?.description.contains("RATE_MISSING") == true)
    }
    _ = try await decide(number.text, .deny, reason: "RATE_MISSING")
    #expect(
      try await gateway.fixture.claims.pendedFindings(of: number).reasons == [1: .rateMissing])
  }

  @Test("What a service refused cannot be denied by hand")
  func noDenial() async throws {
    let number = try await gateway.pended(for: [("STEP_REFUSED", 0)])
    let error = await rpcError { try await decide(number.text, .deny, reason: "RATE_MISSING") }
    #expect(error?.fieldViolations.first?.description.contains("evaluate it again") == true)
  }

  @Test("A denial touches the lines that its reason fits and no other")
  func denialOfSomeLines() async throws {
    let claim = Sample.claim(cents: [5_000, 6_000])
    let number = try await gateway.pended(
      for: [("RATE_MISSING", 1), ("BENEFIT_ROW_MISSING", 2)], claim)
    _ = try await decide(number.text, .deny, reason: "NOT_BENEFIT")
    #expect(try await gateway.fixture.claims.pendedFindings(of: number).reasons == [2: .notBenefit])
  }

  @Test("A decision on a claim that does not wait, or that there is not, is refused")
  func notPended() async throws {
    let number = try await gateway.submit()
    let open = await rpcError { try await decide(number.text, .evaluateAgain) }
    #expect(open?.reason == "NOT_PENDED")
    for text in ["HC000000000404", "", "nonsense"] {
      let error = await rpcError { try await decide(text, .evaluateAgain) }
      #expect(error == GatewayErrors.noSuchClaim)
    }
  }

  @Test("Every field of a decision is checked")
  func fields() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    let text = number.text
    let long = String(repeating: "x", count: 2_001)
    let wrong: [(String, RPCError?)] = [
      ("request_id", await rpcError { try await decide(text, .evaluateAgain, requestID: "") }),
      ("action", await rpcError { try await decide(text, .unspecified) }),
      ("note", await rpcError { try await decide(text, .evaluateAgain, note: long) }),
      ("reason", await rpcError { try await decide(text, .deny, reason: long) }),
    ]
    for (field, error) in wrong {
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    #expect(try await gateway.fixture.claims.pended(number) != nil)
  }
}

@Suite("The gateway says how it stands", .timeLimit(.minutes(1)))
struct GatewayAdministrationHandlerTests {
  private let gateway: HandlerFixture

  init() throws {
    gateway = try HandlerFixture()
  }

  private func set(_ microseconds: Int64?) async throws -> Int64? {
    try await gateway.administration.setBusinessTime(
      .with {
        $0.businessTime = microseconds.map { value in .with { $0.microseconds = value } }
      }, context: try HandlerFixture.hmo()
    ).businessTime?.microseconds
  }

  @Test("Its status counts claims and what they wait for")
  func status() async throws {
    for index in 1...3 {
      try await gateway.submit(Sample.claim("P\(index)", member: "M\(index)"), "R\(index)")
    }
    gateway.process.claims.claim(ClaimNumber(1))?.wait(for: "coverage", at: Sample.now)
    let status = try await gateway.administration.getGatewayStatus(
      .init(), context: try HandlerFixture.hmo())
    let counts = Dictionary(status.counts.map { ($0.state, $0.claims) }) { first, _ in first }
    #expect(
      counts == [
        .accepted: 3, .pended: 0, .payable: 0, .paid: 0, .denied: 0, .encounter: 0, .replaced: 0,
        .voided: 0, .suspended: 0,
      ])
    #expect(status.waits.map(\.claims).reduce(0, +) == 3)
    #expect(status.waits.contains { $0.step == "coverage" && $0.claims == 1 })
    #expect(status.feeds.map(\.service) == ["eligibility"])
    #expect(status.businessTime?.microseconds == Sample.now.microseconds)
  }

  @Test("Business time is set forwards and never back")
  func businessTime() async throws {
    let later = Sample.now.microseconds + 1
    #expect(try await set(later) == later)
    #expect(await rpcError { try await set(later - 1) }?.reason == "CLOCK_BACKWARDS")
    #expect(await rpcError { try await set(nil) }?.code == .invalidArgument)
  }

  @Test(
    "A time outside the calendar is refused, and the gateway keeps working",
    arguments: [Int64.min, .max])
  func impossibleTime(microseconds: Int64) async throws {
    #expect(await rpcError { try await set(microseconds) } != nil)
    #expect(gateway.process.clock.now == Sample.now)
    try await gateway.submit()
  }
}
