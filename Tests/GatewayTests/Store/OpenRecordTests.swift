import ClaimRules
import Domain
import Messages
import Storage
import Testing

@testable import Gateway

@Suite("The store knows which claims are open")
struct OpenRecordTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func open(after number: Int64 = 0, limit: Int = 100) async throws -> [Int64] {
    try await fixture.claims.openClaims(after: number, limit: limit).records.map(\.number.value)
  }

  @Test("Open are those that are neither decided nor waiting for a person, in order")
  func whichAreOpen() async throws {
    let accepted = try await fixture.accepted(Sample.claim("P1", member: "A"))
    let withFacts = try await fixture.accepted(Sample.claim("P2", member: "B"))
    try await fixture.claims.record(facts: Sample.facts, of: withFacts, attempt: 1)
    try await fixture.decided(Sample.claim("P3", member: "C"))
    let pended = try await fixture.pended(Sample.claim("P4", member: "D"))
    #expect(try await open() == [accepted.value, withFacts.value])
    _ = try await fixture.claims.record(Sample.again("R1"), on: pended)
    #expect(try await open() == [accepted.value, withFacts.value, pended.value])
    let page = try await fixture.claims.openClaims(after: accepted.value, limit: 1)
    #expect(page.records.map(\.number) == [withFacts])
    #expect(page.last == withFacts)
    #expect(try await fixture.claims.openClaims(after: pended.value, limit: 1).last == nil)
    #expect(try await open(after: pended.value).isEmpty)
  }

  @Test("A claim that a person sent on goes on behind the attempt that pended")
  func pendedAttempt() async throws {
    let number = try await fixture.pended()
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    let record = try #require(try await fixture.claims.openClaim(number))
    #expect(record.pendedAttempt == 1)
    #expect(OpenClaim(record, now: Sample.now).attempt == 2)
    #expect(OpenClaim(record, now: Sample.now).onStart() == .readFacts)
  }

  @Test("A claim goes on from its facts, unless a person decided after them")
  func fromFacts() async throws {
    let number = try await fixture.accepted()
    try await fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
    let record = try #require(try await fixture.claims.openClaim(number))
    #expect(OpenClaim(record, now: Sample.now).attempt == 1)
    #expect(OpenClaim(record, now: Sample.now).onStart() == .adjudicate)
    try await fixture.claims.record(
      pended: Sample.pended(.withhold, line: 1), of: number, attempt: 1, at: Sample.now)
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    let again = try #require(try await fixture.claims.openClaim(number))
    #expect(OpenClaim(again, now: Sample.now).attempt == 2)
    #expect(OpenClaim(again, now: Sample.now).onStart() == .readFacts)
  }

  @Test("A claim that is decided or waits for a person is not opened")
  func notOpened() async throws {
    let decided = try await fixture.decided(Sample.claim("P1", member: "A"))
    let pended = try await fixture.pended(Sample.claim("P2", member: "B"))
    #expect(try await fixture.claims.openClaim(decided) == nil)
    #expect(try await fixture.claims.openClaim(pended) == nil)
    #expect(try await fixture.claims.openClaim(ClaimNumber(404)) == nil)
  }

  @Test("A claim that cannot be read keeps none of the others from going on")
  func damaged() async throws {
    let first = try await fixture.accepted(Sample.claim("P1", member: "A"))
    try await fixture.plant("UPDATE claim_accepted SET record = $1", [0xFF, 0xFF])
    let second = try await fixture.accepted(Sample.claim("P2", member: "B"))
    let page = try await fixture.claims.openClaims(after: 0, limit: 10)
    #expect(page.damaged == [first])
    #expect(page.records.map(\.number) == [second])
    #expect(page.last == second)
  }

  @Test("What was stored comes back after a restart")
  func afterRestart() async throws {
    let number = try await fixture.accepted()
    try await fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
    let reopened = try await fixture.reopened()
    let record = try #require(
      try await reopened.claims.openClaims(after: 0, limit: 10).records.first {
        $0.number == number
      })
    #expect(record.facts == Sample.facts)
    #expect(record.memberID == "M1")
    #expect(record.days == DaySpan(from: Day(number: 20_500), to: Day(number: 20_500)))
    #expect(record.accepted.claim == Sample.claim())
  }
}
