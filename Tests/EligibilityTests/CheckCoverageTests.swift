import Domain
import DomainMessages
import Eligibility
import Messages
import Protobuf
import RPC
import Storage
import TestKit
import Testing

@Suite("Coverage questions are answered from the store")
struct CheckCoverageTests {
  @Test("ELIG-MATCH-1, ELIG-SPAN-1, ELIG-PCP-1, BEN-1: a covered visit has product, provider, rows")
  func covered() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let answer = try await fixture.answer(try Sample.question())
    #expect(answer.match == .matched)
    #expect(answer.memberID == "M1001")
    #expect(answer.familyID == "F77")
    let line = try #require(answer.lines.first)
    #expect(line.status == .covered)
    #expect(line.product?.productID == "COM-HMO")
    #expect(line.product?.outOfPocketIndividual?.cents == 600_000)
    #expect(line.primaryCareNPI == "1000000004")
    #expect(line.benefits.map(\.benefitID) == ["OV-PCP", "OV-SPEC"])
    #expect(line.span == (try Sample.days("2026-01-01", "9999-12-31")))
    #expect(line.spanVersion == 1)
    #expect(
      answer.trace.steps.map(\.rule) == [
        "ELIG-MATCH-1", "ELIG-SPAN-1", "ELIG-SPAN-2", "ELIG-PCP-1", "BEN-1",
      ])
  }

  @Test("ELIG-SPAN-1: G27a, service on 2026-05-03 after coverage to 2026-04-30")
  func goldenAfterCoverage() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.members = [
        try Sample.member(coverage: [try Sample.span("2026-01-01", "2026-04-30")])
      ]
    }
    let answer = try await fixture.answer(
      try Sample.question(days: ["2026-04-30", "2026-05-03"]))
    #expect(answer.lines.map(\.status) == [.covered, .afterLastDay])
    #expect(answer.lines.map(\.spanVersion) == [2, 0])
  }

  @Test("ELIG-MATCH-2 to ELIG-MATCH-4: other birth dates, namesakes and strangers are told apart")
  func matches() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let differs = try await fixture.answer(try Sample.question(birth: "1980-03-01"))
    #expect(differs.match == .birthDateDiffers)
    #expect(differs.memberID.isEmpty)
    let possible = try await fixture.answer(try Sample.question("M9999"))
    #expect(possible.match == .possible)
    #expect(possible.lines.map(\.status) == [.unspecified])
    let stranger = try await fixture.answer(try Sample.question("M9999", family: "Chen"))
    #expect(stranger.match == .notFound)
    let mismatch = try await fixture.answer(try Sample.question(family: "Chen"))
    #expect(mismatch.match == .nameMismatch)
    #expect(mismatch.lines.map(\.status) == [.covered])
  }

  @Test("One question that is wrong is refused alone, with the field named and nothing quoted")
  func refusals() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let secret = "SECRET-\(String(repeating: "x", count: 120))"
    var request = EligibilityV1.CheckCoverageRequest()
    var noDay = try Sample.question(days: ["2026-04-20", "2026-04-21"])
    noDay.lines[1].day = nil
    var lineless = try Sample.question()
    lineless.lines = []
    var badNumber = try Sample.question()
    badNumber.lines[0].lineNumber = .min
    var badDay = try Sample.question()
    badDay.birthDate = .with { $0.days = .max }
    request.questions = [
      try Sample.question(), try Sample.question(secret), try Sample.question(""), noDay, lineless,
      badNumber, badDay, try Sample.question(),
    ]
    let results = try await fixture.handler.checkCoverage(request).results
    #expect(results.count == 8)
    let refusals = results.compactMap { result -> TypeV1.ItemRefusal? in
      guard case .refusal(let refusal) = result.result else { return nil }
      return refusal
    }
    #expect(refusals.allSatisfy { $0.code == 3 && $0.reason == "FIELD_INVALID" })
    #expect(refusals.allSatisfy { !$0.message.contains("SECRET") })
    #expect(
      refusals.map { $0.message.prefix { $0 != " " } } == [
        "member_id", "member_id", "lines[1].day", "lines", "lines[0].line_number", "birth_date",
      ])
    for place in [0, 7] {
      guard case .answer(let answer) = results[place].result else {
        Issue.record("question \(place) has no answer")
        continue
      }
      #expect(answer.match == .matched)
    }
  }

  @Test("More than 1,024 questions are refused as a whole, 1,024 are answered")
  func batchLimit() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    var request = EligibilityV1.CheckCoverageRequest()
    request.questions = Array(repeating: try Sample.question(), count: 1_024)
    #expect(try await fixture.handler.checkCoverage(request).results.count == 1_024)
    request.questions.append(try Sample.question())
    await #expect(throws: RPCError.self) { try await fixture.handler.checkCoverage(request) }
  }

  @Test("An empty batch has no results")
  func emptyBatch() async throws {
    let fixture = try EligibilityFixture()
    let response = try await fixture.handler.checkCoverage(EligibilityV1.CheckCoverageRequest())
    #expect(response.results.isEmpty)
  }

  @Test("A question writes nothing, and its answer is the same bytes each time")
  func readsOnly() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let before = fixture.store.statistics.writes
    let first = try await fixture.answer(try Sample.question()).protobufBytes()
    let second = try await fixture.answer(try Sample.question()).protobufBytes()
    #expect(first == second)
    #expect(fixture.store.statistics.writes == before)
  }

  @Test("An answer says up to which change of the feed it reflects the store")
  func feedPosition() async throws {
    let fixture = try EligibilityFixture()
    #expect(try await fixture.answer(try Sample.question()).feedPosition == 0)
    try await fixture.loadSample()
    let position = try await fixture.answer(try Sample.question()).feedPosition
    let changes = try await fixture.changes(Int(position))
    #expect(changes.last?.position == position)
    try await fixture.load { request in
      request.members = [try Sample.member(primaryCare: [])]
    }
    let answer = try await fixture.answer(try Sample.question())
    #expect(answer.feedPosition == position + 1)
    #expect(answer.lines[0].primaryCareNPI.isEmpty)
  }

  @Test("A load of products is seen by the next question, although the catalog is kept")
  func catalogIsRenewed() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    #expect(
      try await fixture.answer(try Sample.question()).lines[0].benefits[0].copay?.cents == 2_500)
    try await fixture.load { request in request.products = [try Sample.product(copay: 3_000)] }
    #expect(
      try await fixture.answer(try Sample.question()).lines[0].benefits[0].copay?.cents == 3_000)
    try await fixture.load { request in request.categories = [Sample.category("99213", "other")] }
    #expect(try await fixture.answer(try Sample.question()).lines[0].benefits.isEmpty)
  }

  @Test("The facts of an answer survive the way through its message")
  func roundTrip() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let answer = try await fixture.answer(
      try Sample.question(days: ["2026-04-20", "2025-04-20"]))
    var withoutTrace = answer
    withoutTrace.trace = []
    #expect(try CoverageFacts(answer).message == withoutTrace)
  }
}
