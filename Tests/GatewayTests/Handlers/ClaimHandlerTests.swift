import Domain
import Messages
import NIOCore
import Protobuf
import RPC
import Testing

@testable import Gateway

@Suite("Claims are submitted and shown", .timeLimit(.minutes(1)))
struct ClaimHandlerTests {
  private let gateway: HandlerFixture

  init() throws {
    gateway = try HandlerFixture()
  }

  private func submit(
    _ requestID: String, _ claim: ClaimV1.Claim?, _ context: RPCContext? = nil,
    waitFor: ClaimV1.WaitFor = .accepted
  ) async throws -> ClaimV1.SubmitClaimResponse {
    try await gateway.claims.submitClaim(
      .with {
        $0.requestID = requestID
        $0.claim = claim
        $0.waitFor = waitFor
      }, context: try context ?? HandlerFixture.integrator())
  }

  @Test("A claim submitted twice under a request_id is one claim; another caller's is its own")
  func idempotent() async throws {
    let first = try await submit("R1", Sample.claim())
    let again = try await submit("R1", Sample.claim())
    #expect(!first.isRepeated && again.isRepeated)
    #expect(first.summary?.claimID == "HC000000000001")
    #expect(again.summary?.claimID == "HC000000000001")
    let other = try await submit("R1", Sample.claim("P2"), HandlerFixture.hmo())
    #expect(other.summary?.claimID == "HC000000000002")
  }

  @Test("Whoever repeats a submission while it is being stored finds its claim under way")
  func repeatedAtOnce() async throws {
    let intake = gateway.process.intake
    for round in 0..<100 {
      let claim = Sample.claim("P\(round)")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            switch try await intake.submit(claim, key: "K\(round)", from: "sender") {
            case .accepted(let number), .repeated(let number):
              #expect(gateway.process.claims.isUnderWay(number))
            default: Issue.record("the claim was not accepted")
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("Another claim under a request_id that was used is refused as such")
  func keyReused() async throws {
    _ = try await submit("R1", Sample.claim("P1"))
    let error = await rpcError { try await submit("R1", Sample.claim("P2")) }
    #expect(error?.code == .aborted && error?.reason == "KEY_REUSED")
  }

  @Test(
    "A request_id has 1 to 100 characters", arguments: ["", String(repeating: "x", count: 101)])
  func requestID(text: String) async {
    let error = await rpcError { try await submit(text, Sample.claim()) }
    #expect(error?.fieldViolations.map(\.field) == ["request_id"])
  }

  @Test("A call without a claim is refused")
  func noClaim() async {
    let error = await rpcError { try await submit("R1", nil) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.fieldViolations.map(\.field) == ["claim"])
  }

  @Test("A claim that cannot be accepted names its fields and quotes nothing of the member")
  func refused() async throws {
    var claim = Sample.claim(member: "MEMBER-4711")
    claim.lines[0].procedure = "SECRET-9"
    claim.placeOfService = "ZZZ"
    let error = await rpcError { try await submit("R1", claim) }
    #expect(error?.reason == "CLAIM_REFUSED")
    #expect(
      error?.fieldViolations.map(\.field) == ["claim.place_of_service", "claim.lines[1].procedure"])
    let text = "\(error?.description ?? "") \(error?.fieldViolations ?? [])"
    #expect(!text.contains("4711") && !text.contains("SECRET") && !text.contains("ZZZ"))
    #expect(try await gateway.fixture.claims.lastNumber().value == 0)
  }

  @Test("A claim with hundreds of faults is refused with the first of them, which fit the trailers")
  func manyFaults() async throws {
    var claim = Sample.claim(cents: Array(repeating: 100, count: 300))
    for index in claim.lines.indices { claim.lines[index].procedure = "?" }
    let error = try #require(await rpcError { try await submit("R1", claim) })
    #expect(error.fieldViolations.count == GatewayErrors.faultsMax)
    #expect(error.fieldViolations.first?.field == "claim.lines[1].procedure")
    #expect(StatusDetails.encode(error) != nil)
  }

  @Test("Whoever waits for the decision gets it as soon as it is made")
  func waitsForDecision() async throws {
    let answer = Task { try await submit("R1", Sample.claim(), waitFor: .decided) }
    var claim: OpenClaim?
    while claim == nil {
      claim = gateway.process.claims.claim(ClaimNumber(1))
      await Task.yield()
    }
    let open = try #require(claim)
    try await gateway.fixture.claims.record(facts: Sample.facts, of: open.number, attempt: 1)
    try await gateway.fixture.claims.record(
      decision: Sample.decided(Sample.claim(), open.number), of: open.number,
      on: .init(attempt: 1, feedPosition: 0))
    gateway.process.claims.end(open)
    let decided = try await answer.value
    #expect(decided.summary?.state == .payable)
    #expect(decided.decision?.paid?.cents == 19_000)
  }

  @Test("Whoever has no time left is told that the claim was accepted and what it waits for")
  func noTimeLeft() async throws {
    let answer = try await submit(
      "R1", Sample.claim(), HandlerFixture.integrator(deadline: .now()), waitFor: .decided)
    #expect(answer.summary?.state == .accepted)
    #expect(answer.decision == nil)
    #expect(answer.summary?.waitingSince?.microseconds == Sample.now.microseconds)
  }

  @Test("Not yours and not there are the same answer")
  func notYours() async throws {
    _ = try await submit("R1", Sample.claim(), HandlerFixture.hmo())
    let integrator = try HandlerFixture.integrator()
    let texts = ["HC000000000001", "HC000000000404", "nonsense", ""]
    for text in texts {
      let shown = await rpcError {
        try await gateway.claims.getClaim(.with { $0.claimID = text }, context: integrator)
      }
      let explained = await rpcError {
        try await gateway.claims.explainClaim(.with { $0.claimID = text }, context: integrator)
      }
      #expect(shown == GatewayErrors.noSuchClaim)
      #expect(explained == GatewayErrors.noSuchClaim)
    }
    let own = try await gateway.claims.getClaim(
      .with { $0.claimID = "HC000000000001" }, context: try HandlerFixture.hmo())
    #expect(own.claim == Sample.claim())
  }

  @Test("A submitter lists its own claims, an examiner everyone's")
  func listsOwn() async throws {
    for index in 1...3 {
      _ = try await submit("R\(index)", Sample.claim("P\(index)", member: "M\(index)"))
    }
    _ = try await submit("R4", Sample.claim("P4", member: "M4"), HandlerFixture.hmo())
    let own = try await gateway.claims.listClaims(.init(), context: HandlerFixture.integrator())
    #expect(own.claims.map(\.patientControlNumber) == ["P1", "P2", "P3"])
    let all = try await gateway.claims.listClaims(.init(), context: try HandlerFixture.hmo())
    #expect(all.claims.count == 4)
  }

  @Test("Pages are followed by their tokens to the end")
  func pages() async throws {
    for index in 1...5 {
      _ = try await submit("R\(index)", Sample.claim("P\(index)", member: "M\(index)"))
    }
    var token = ""
    var numbers: [String] = []
    repeat {
      let after = token
      let page = try await gateway.claims.listClaims(
        .with {
          $0.pageSize = 2
          $0.pageToken = after
        }, context: HandlerFixture.integrator())
      numbers += page.claims.map(\.patientControlNumber)
      token = page.nextPageToken
    } while !token.isEmpty
    #expect(numbers == ["P1", "P2", "P3", "P4", "P5"])
  }

  @Test("A page's size and token are checked", arguments: [Int32.min, -1, 1_001, .max])
  func badPages(size: Int32) async throws {
    let context = try HandlerFixture.integrator()
    let badSize = await rpcError {
      try await gateway.claims.listClaims(.with { $0.pageSize = size }, context: context)
    }
    #expect(badSize?.fieldViolations.map(\.field) == ["page_size"])
    let badToken = await rpcError {
      try await gateway.claims.listClaims(.with { $0.pageToken = "\(size)" }, context: context)
    }
    #expect(badToken?.fieldViolations.map(\.field) == ["page_token"])
  }

  @Test("An explanation says why each line came to what it did")
  func explains() async throws {
    let number = try await gateway.submit()
    try await gateway.fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
    let record = Sample.decided(Sample.claim(), number, isDenied: true)
    try await gateway.fixture.claims.record(
      decision: record, of: number,
      on: .init(attempt: 1, feedPosition: 0))
    let answer = try await gateway.claims.explainClaim(
      .with { $0.claimID = number.text }, context: HandlerFixture.integrator())
    #expect(answer.summary?.state == .denied)
    #expect(answer.lines.map(\.procedure) == ["T1015"])
    let words = answer.lines.flatMap(\.why) + answer.lines.flatMap(\.whatWouldChangeIt)
    #expect(words.contains { $0.contains("does not cover this service") })
  }
}
