import ClaimRules
import Domain
import Messages
import Protobuf
import RPC
import TestKit
import Testing

@testable import Gateway

@Suite("The work queue: owners, due times and what people decide", .timeLimit(.minutes(1)))
struct QueueActionTests {
  private let gateway: HandlerFixture

  init() throws {
    gateway = try HandlerFixture()
  }

  private func listed(owner: String = "", isDueOnly: Bool = false) async throws -> [String] {
    try await gateway.queue.listPended(
      .with {
        $0.owner = owner
        $0.isDueOnly = isDueOnly
      }, context: try HandlerFixture.hmo()
    ).claims.map(\.claimID)
  }

  private func assign(
    _ number: ClaimNumber, _ owner: String, _ requestID: String
  ) async throws -> ClaimV1.ClaimSummary? {
    try await gateway.queue.assignPended(
      .with {
        $0.requestID = requestID
        $0.claimID = number.text
        $0.owner = owner
      }, context: try HandlerFixture.hmo()
    ).summary
  }

  private func decide(
    _ number: ClaimNumber, _ action: ClaimV1.PendedAction, reason: String = ""
  ) async throws {
    _ = try await gateway.queue.decidePended(
      .with {
        $0.requestID = "D"
        $0.claimID = number.text
        $0.action = action
        $0.reason = reason
      }, context: try HandlerFixture.hmo())
  }

  private static let kim = "spiffe://hmo.internal/person/kim"
  private static let lee = "spiffe://hmo.internal/person/lee"

  @Test("A pended claim has an owner, from the last assignment, until nobody is named")
  func owners() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    #expect(try await listed(owner: QueueActionTests.kim) == [])
    #expect(try await assign(number, QueueActionTests.kim, "1")?.owner == QueueActionTests.kim)
    #expect(try await listed(owner: QueueActionTests.kim) == [number.text])
    #expect(try await assign(number, QueueActionTests.lee, "2")?.owner == QueueActionTests.lee)
    #expect(try await assign(number, QueueActionTests.kim, "1")?.owner == QueueActionTests.lee)
    #expect(try await listed(owner: QueueActionTests.kim) == [])
    #expect(try await assign(number, "", "3")?.owner == "")
    #expect(try await listed() == [number.text])
  }

  @Test("Only a person can own a task, only a pended claim has one, and a name is used once")
  func assignmentsAreChecked() async throws {
    let number = try await gateway.pended(for: [("RATE_MISSING", 1)])
    for owner in ["kim", "spiffe://hmo.internal/client/hmo", "spiffe://else/person/kim"] {
      let error = await rpcError { try await assign(number, owner, "1") }
      #expect(error?.fieldViolations.map(\.field) == ["owner"])
    }
    _ = try await assign(number, QueueActionTests.kim, "1")
    #expect(
      await rpcError { try await assign(number, QueueActionTests.lee, "1") }?.reason
        == "KEY_REUSED")
    let open = try await gateway.submit(Sample.claim("P2", member: "M2"), "R2")
    #expect(
      await rpcError { try await assign(open, QueueActionTests.kim, "9") }?.reason == "NOT_PENDED")
    #expect(
      await rpcError { try await assign(ClaimNumber(404), "", "9") } == GatewayErrors.noSuchClaim)
  }

  @Test(
    "DUP-2: what is pended shows since when and until when, 30 days on, and no timer decides it")
  func due() async throws {
    let number = try await gateway.pended(for: [("POSSIBLE_DUPLICATE", 1)])
    let summary = try #require(
      try await gateway.queue.listPended(.init(), context: try HandlerFixture.hmo()).claims.first)
    #expect(summary.pendedSince?.microseconds == Sample.now.microseconds)
    #expect(summary.dueAt?.microseconds == Sample.now.adding(days: 30).microseconds)
    #expect(try await listed(isDueOnly: true) == [])
    _ = gateway.process.clock.set(Sample.now.adding(days: 30))
    #expect(await gateway.process.papers.decideWhatIsDue())
    #expect(try await listed(isDueOnly: true) == [number.text])
  }

  @Test("DUP-2: an examiner lets a possible duplicate go on, or denies it as a duplicate")
  func proceed() async throws {
    let first = try await gateway.pended(for: [("POSSIBLE_DUPLICATE", 1), ("WITHHOLD", 1)])
    try await decide(first, .proceed)
    let overruled = try await gateway.fixture.claims.pendedFindings(of: first).overruled
    #expect(overruled == [Pend(.possibleDuplicate, line: 1)])
  }

  @Test("DUP-2: a denial as a duplicate is kept for its line")
  func denied() async throws {
    let number = try await gateway.pended(for: [("POSSIBLE_DUPLICATE", 2)])
    try await decide(number, .deny, reason: "DUP")
    let findings = try await gateway.fixture.claims.pendedFindings(of: number)
    #expect(findings.reasons == [2: .duplicate] && findings.overruled.isEmpty)
  }

  @Test("Nobody may let go on what needs a fact")
  func noProceed() async throws {
    let number = try await gateway.pended(for: [("MANUAL_PRICING", 1), ("BIRTH_DATE_DIFFERS", 1)])
    let error = await rpcError { try await decide(number, .proceed) }
    #expect(error?.fieldViolations.map(\.field) == ["action"])
    #expect(try await gateway.fixture.claims.pended(number) != nil)
  }

  @Test("ATTACH-2: a person denies missing papers only once they are due")
  func papersNotDue() async throws {
    let number = try await gateway.pended(for: [("ATTACHMENT_AWAITED", 0)])
    let early = await rpcError { try await decide(number, .deny, reason: "PWK_NOT_RECEIVED") }
    #expect(early?.reason == "PAPERS_NOT_DUE")
    _ = gateway.process.clock.set(Sample.now.adding(days: 30))
    try await decide(number, .deny, reason: "PWK_NOT_RECEIVED")
  }
}

@Suite("Voids, papers and codes over the wire", .timeLimit(.minutes(1)))
struct ClaimActionTests {
  private let gateway: HandlerFixture

  init() throws {
    gateway = try HandlerFixture()
  }

  private func void(
    _ claimID: String, _ requestID: String = "V1", _ context: RPCContext? = nil
  ) async throws -> ClaimV1.VoidClaimResponse {
    try await gateway.claims.voidClaim(
      .with {
        $0.requestID = requestID
        $0.claimID = claimID
      }, context: try context ?? HandlerFixture.integrator())
  }

  private func decided() async throws -> ClaimNumber {
    let number = try await gateway.submit()
    try await gateway.fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
    try await gateway.fixture.claims.record(
      decision: Sample.decided(Sample.claim(), number), of: number,
      on: .init(attempt: 1, feedPosition: 0))
    return number
  }

  @Test("A decided claim is voided once; the same request says so again, another is refused")
  func voids() async throws {
    let number = try await decided()
    let first = try await void(number.text)
    #expect(!first.isRepeated && first.summary?.waitingFor == "reverse")
    #expect(try await void(number.text).isRepeated)
    #expect(await rpcError { try await void(number.text, "V2") }?.reason == "CLAIM_VOIDED")
  }

  @Test("INTAKE-ORIGINAL-REPLACING: a caller learns why a claim that is replaced cannot be voided")
  func replaced() async throws {
    let number = try await decided()
    var claim = Sample.claim("P2")
    claim.frequency = "7"
    claim.originalClaimID = number.text
    let replacement = try await gateway.submit(claim, "R2")
    #expect(await rpcError { try await void(number.text) }?.reason == "CLAIM_BEING_REPLACED")
    try await gateway.fixture.claims.record(facts: Sample.facts, of: replacement, attempt: 1)
    try await gateway.fixture.decide(replacement, claim)
    let voided = try await void(number.text)
    #expect(voided.summary?.claimID == replacement.text)
  }

  @Test("A claim that is not decided, not there or not the caller's cannot be voided")
  func refusals() async throws {
    let open = try await gateway.submit()
    #expect(await rpcError { try await void(open.text) }?.reason == "CLAIM_NOT_DECIDED")
    #expect(
      await rpcError { try await void("HC000000000404") } == GatewayErrors.noSuchClaim)
    let other = try await gateway.claims.submitClaim(
      .with {
        $0.requestID = "R9"
        $0.claim = Sample.claim("P9", member: "M9")
      }, context: try HandlerFixture.hmo())
    #expect(
      await rpcError { try await void(other.summary?.claimID ?? "") } == GatewayErrors.noSuchClaim)
    #expect(
      await rpcError { try await void(open.text, "") }?.fieldViolations.map(\.field)
        == ["request_id"])
  }

  @Test("An explanation of a voided claim shows the reversal")
  func explained() async throws {
    let number = try await decided()
    _ = try await void(number.text)
    var reversal = try #require(try await gateway.fixture.claims.decidedRecord(number))
    reversal.decision = reversal.decision?.reversed
    reversal.trace.steps = [.with { $0.rule = "REVERSE-1" }]
    try await gateway.fixture.claims.record(reversal: reversal, of: number)
    let explained = try await gateway.claims.explainClaim(
      .with { $0.claimID = number.text }, context: try HandlerFixture.integrator())
    #expect(explained.summary?.state == .voided)
    #expect(explained.decision?.version == 2 && explained.decision?.paid?.cents == -19_000)
    #expect(explained.trace.steps.last?.rule == "REVERSE-1")
    #expect(explained.lines.first?.why.first?.hasPrefix("Voided") == true)
  }

  private func paper(
    _ number: ClaimNumber, _ change: (inout ClaimV1.RecordAttachmentRequest) -> Void = { _ in }
  ) async throws -> ClaimV1.ClaimSummary? {
    var request = ClaimV1.RecordAttachmentRequest()
    request.requestID = "A1"
    request.claimID = number.text
    request.digest = Array(repeating: 7, count: 32)
    request.mediaType = "application/pdf"
    request.size = 100
    change(&request)
    return try await gateway.claims.recordAttachment(
      request, context: try HandlerFixture.integrator()
    ).summary
  }

  private func promising() async throws -> ClaimNumber {
    var claim = Sample.claim()
    claim.attachments = [
      .with {
        $0.transmission = "BM"
        $0.controlNumber = "N1"
      }
    ]
    return try await gateway.pended(for: [("ATTACHMENT_AWAITED", 0)], claim)
  }

  @Test("A paper that was promised is recorded by its number, or by none when it is the only one")
  func papers() async throws {
    let number = try await promising()
    #expect(
      await rpcError { try await paper(number) { $0.controlNumber = "N2" } }?
        .fieldViolations.map(\.field) == ["control_number"])
    #expect(try await paper(number)?.state == .accepted)
    #expect(try await gateway.fixture.claims.papers(of: number) == ["N1"])
    #expect(try await paper(number)?.state == .accepted)
    #expect(await rpcError { try await paper(number) { $0.size = 101 } }?.reason == "KEY_REUSED")
  }

  @Test("Every field of a paper is checked")
  func paperFields() async throws {
    let number = try await promising()
    let wrong: [(String, (inout ClaimV1.RecordAttachmentRequest) -> Void)] = [
      ("request_id", { $0.requestID = "" }), ("digest", { $0.digest = [1] }),
      ("media_type", { $0.mediaType = "" }), ("size", { $0.size = 0 }),
      ("size", { $0.size = .max }),
    ]
    for (field, change) in wrong {
      let error = await rpcError { try await paper(number, change) }
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    #expect(
      await rpcError { try await paper(ClaimNumber(404)) } == GatewayErrors.noSuchClaim)
  }

  private func reading(
    _ codes: [String], set: String = "place_of_service", requestID: String = "L1",
    partner: String = ""
  ) throws -> CodeReading {
    var reading = CodeReading()
    try reading.take(
      .with {
        $0.requestID = requestID
        $0.codeSet = set
        $0.codes = codes.map { code in
          .with {
            $0.code = code
            $0.partner = partner
            $0.days = .with { $0.from = .with { $0.days = 0 } }
          }
        }
      })
    return reading
  }

  @Test("A set of pairs is loaded, listed with its version, and read again after a restart")
  func pairs() async throws {
    for requestID in ["L1", "L2"] {
      let pairs = try reading(
        ["T1015", "T1016"], set: "procedure_modifier", requestID: requestID, partner: requestID)
      #expect(try await gateway.administration.load(pairs).codes == 2)
    }
    let day = Day(number: 20_500)
    let books = CodeBooks()
    try await books.read(from: gateway.fixture.claims)
    #expect(books.current == gateway.process.codes.current)
    let book = books.current
    #expect(book.refuses(["L1"], with: "T1015", in: .procedureModifier, on: day))
    #expect(!book.refuses(["L2"], with: "T1015", in: .procedureModifier, on: day))
    let sets = try await gateway.administration.listCodeSets(
      .init(), context: try HandlerFixture.hmo()
    ).codeSets
    #expect(sets.map(\.codes) == [2] && sets.map(\.version) == [2])
  }

  @Test("A set of pairs has a partner in every row, another set has none")
  func partners() async throws {
    let missing = await rpcError { try reading(["T1015"], set: "procedure_place") }
    #expect(missing?.fieldViolations.map(\.field) == ["codes[1].partner"])
    let tooMany = await rpcError { try reading(["11"], partner: "12") }
    #expect(tooMany?.fieldViolations.map(\.field) == ["codes[1].partner"])
  }

  @Test("An explanation names the code sets that judged the claim, also after another load")
  func judgedBy() async throws {
    let services = FakeServices()
    let claim = Sample.claim("P7", member: "M7")
    let number = try await gateway.fixture.accepted(claim)
    let process = GatewayProcess(gateway.fixture, services)
    process.codes.put(.codes(CodeSet([])), .revenueCode, version: 4)
    process.codes.put(.pairs(CodePairs([])), .procedurePlace, version: 2)
    #expect(try await process.drive(number))
    process.codes.put(.pairs(CodePairs([])), .procedurePlace, version: 3)
    let explained = try await gateway.claims.explainClaim(
      .with { $0.claimID = number.text }, context: try HandlerFixture.hmo())
    #expect(explained.codeSets.map(\.codeSet) == ["procedure_place", "revenue_code"])
    #expect(explained.codeSets.map(\.version) == [2, 4])
  }

  @Test("A code set is replaced whole, at once for claims under way and after a restart")
  func codes() async throws {
    let day = Day(number: 20_500)
    #expect(try await gateway.administration.load(reading(["11", "12"])).codes == 2)
    #expect(gateway.process.codes.current.refuses("13", of: .placeOfService, on: day))
    #expect(try await gateway.administration.load(reading(["13"], requestID: "L2")).codes == 1)
    #expect(!gateway.process.codes.current.refuses("13", of: .placeOfService, on: day))
    #expect(gateway.process.codes.current.refuses("11", of: .placeOfService, on: day))
    #expect(try await gateway.administration.load(reading(["11", "12"])).codes == 2)
    #expect(gateway.process.codes.current.refuses("11", of: .placeOfService, on: day))
    let reused = await rpcError { try await gateway.administration.load(reading(["14"])) }
    #expect(reused?.reason == "KEY_REUSED")
    let books = CodeBooks()
    try await books.read(from: gateway.fixture.claims)
    #expect(books.current == gateway.process.codes.current)
    let sets = try await gateway.administration.listCodeSets(
      .init(), context: try HandlerFixture.hmo()
    ).codeSets
    #expect(sets.map(\.codeSet) == ["place_of_service"] && sets.map(\.codes) == [1])
  }

  @Test("Names, codes, days and numbers of a code set are checked")
  func codesAreChecked() async throws {
    #expect(
      await rpcError { try reading([], set: "icd_9") }?.fieldViolations.map(\.field) == ["code_set"]
    )
    #expect(
      await rpcError { try reading(["1.1"]) }?.fieldViolations.map(\.field) == ["codes[1].code"])
    #expect(
      await rpcError { try reading([], requestID: "") }?.fieldViolations.map(\.field) == [
        "request_id"
      ])
    #expect(
      await rpcError { try await gateway.administration.load(CodeReading()) }?
        .fieldViolations.map(\.field) == ["code_set"])
    let many = Array(repeating: "11", count: 10_001)
    #expect(await rpcError { try reading(many) }?.fieldViolations.map(\.field) == ["codes"])
    var full = try reading([])
    let part = ClaimV1.LoadCodesRequest.with {
      $0.codes = Array(
        repeating: .with {
          $0.code = "11"
          $0.days = .with { $0.from = .with { $0.days = 0 } }
        }, count: 10_000)
    }
    for _ in 0..<20 { try full.take(part) }
    let tooMany = await rpcError { try full.take(part) }
    #expect(tooMany?.fieldViolations.map(\.field) == ["codes"])
  }
}
