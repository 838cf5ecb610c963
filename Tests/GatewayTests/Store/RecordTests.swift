import Domain
import Messages
import Protobuf
import Storage
import TestKit
import Testing

@testable import Gateway

@Suite("Records of a claim are added once")
struct RecordTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func facts(member: String) -> ClaimV1.FactsRecord {
    .with { $0.coverage = .with { $0.memberID = member } }
  }

  @Test("Facts of an attempt stand as they were first stored, and each attempt has its own")
  func facts() async throws {
    let number = try await fixture.accepted()
    try await fixture.claims.record(facts: facts(member: "A"), of: number, attempt: 1)
    try await fixture.claims.record(facts: facts(member: "B"), of: number, attempt: 1)
    #expect(try await fixture.claims.openClaim(number)?.facts == facts(member: "A"))
    try await fixture.claims.record(facts: facts(member: "C"), of: number, attempt: 2)
    let open = try #require(try await fixture.claims.openClaim(number))
    #expect(open.facts == facts(member: "C"))
    #expect(open.factsAttempt == 2)
  }

  @Test("A decision stands as it was first stored")
  func decision() async throws {
    let claim = Sample.claim()
    let number = try await fixture.decided(claim)
    try await fixture.claims.record(
      decision: Sample.decided(claim, number, isDenied: true), of: number,
      on: .init(attempt: 2, feedPosition: 9))
    let listed = try #require(try await fixture.claims.listed(number))
    #expect(listed.state == .payable)
    #expect(listed.paid?.cents == 19_000)
    #expect(
      try await fixture.claims.decidedRecord(number) == Sample.decided(claim, number))
  }

  @Test("A decision is read with the steps that are stored with its facts in front")
  func wholeTrace() async throws {
    let claim = Sample.claim()
    let number = try await fixture.accepted(claim)
    var facts = Sample.facts
    facts.coverage?.trace.steps = [.with { $0.rule = "ELIG-1" }]
    facts.trace.steps = [.with { $0.rule = "DUP-1" }]
    try await fixture.claims.record(facts: facts, of: number, attempt: 1)
    var record = Sample.decided(claim, number)
    record.trace.steps = [.with { $0.rule = "PAY-1" }]
    record.factsTraceSteps = 2
    try await fixture.claims.record(
      decision: record, of: number, on: .init(attempt: 1, feedPosition: 0))
    let whole = try #require(try await fixture.claims.decidedRecord(number))
    #expect(whole.trace.steps.map(\.rule) == ["ELIG-1", "DUP-1", "PAY-1"])
    #expect(whole.factsTraceSteps == 0 && whole.decision == record.decision)
  }

  @Test("A claim whose every line is denied is denied, with one paid line it is not")
  func isDenied() async throws {
    let denied = try await fixture.decided(Sample.claim("P1"), isDenied: true)
    #expect(try await fixture.claims.listed(denied)?.state == .denied)
    let claim = Sample.claim("P2", member: "M2", cents: [5_000, 6_000])
    let number = try await fixture.accepted(claim)
    var record = Sample.decided(claim, number, isDenied: true)
    record.decision?.lines[1].isDenied = false
    try await fixture.claims.record(
      decision: record, of: number,
      on: .init(attempt: 1, feedPosition: 0))
    #expect(try await fixture.claims.listed(number)?.state == .payable)
  }

  @Test("A person's task stands as it was first stored")
  func pended() async throws {
    let number = try await fixture.pended(for: .rateMissing)
    try await fixture.claims.record(
      pended: Sample.pended(.withhold, line: 2), of: number, attempt: 1, at: Sample.now)
    let open = try #require(try await fixture.claims.pended(number))
    #expect(open.attempt == 1)
    #expect(open.record == Sample.pended(.rateMissing, line: 1))
  }

  @Test("Nothing can be recorded of a claim that there is not")
  func unknownClaim() async throws {
    let unknown = ClaimNumber(404)
    await #expect(throws: (any Error).self) {
      try await fixture.claims.record(facts: Sample.facts, of: unknown, attempt: 1)
    }
    await #expect(throws: (any Error).self) {
      try await fixture.claims.record(
        pended: Sample.pended(.rateMissing, line: 1), of: unknown, attempt: 1, at: Sample.now)
    }
    #expect(try await fixture.claims.acceptedRecord(unknown) == nil)
    #expect(try await fixture.claims.decidedRecord(unknown) == nil)
    #expect(try await fixture.claims.listed(unknown) == nil)
  }
}

@Suite("A person decides what is pended")
struct PersonDecisionTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  @Test("A decision closes the task, the same one again is a repeat, another finds nothing open")
  func recordedOnce() async throws {
    let number = try await fixture.pended()
    #expect(try await fixture.claims.record(Sample.again("R1"), on: number) == .recorded)
    #expect(try await fixture.claims.record(Sample.again("R1"), on: number) == .repeated)
    #expect(try await fixture.claims.record(Sample.again("R2"), on: number) == .notPended)
    #expect(try await fixture.claims.pended(number) == nil)
    #expect(try await fixture.claims.listed(number)?.state == .accepted)
  }

  @Test("Another decision under a request_id that was used is refused")
  func keyReused() async throws {
    let number = try await fixture.pended()
    #expect(try await fixture.claims.record(Sample.again("R1"), on: number) == .recorded)
    #expect(
      try await fixture.claims.record(Sample.denial("R1", .rateMissing), on: number) == .keyReused)
  }

  @Test("Of two people who decide at once one is heard")
  func race() async throws {
    let number = try await fixture.pended()
    let outcomes = try await withThrowingTaskGroup(
      of: ClaimStore.PersonDecisionOutcome.self
    ) { group in
      for index in 0..<20 {
        group.addTask { try await fixture.claims.record(Sample.again("R\(index)"), on: number) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == .recorded }.count == 1)
    #expect(outcomes.filter { $0 == .notPended }.count == 19)
  }

  @Test("A claim that does not wait has nothing to decide")
  func notPended() async throws {
    let open = try await fixture.accepted(Sample.claim("P1"))
    #expect(try await fixture.claims.record(Sample.again("R1"), on: open) == .notPended)
    #expect(
      try await fixture.claims.record(Sample.again("R1"), on: ClaimNumber(404)) == .notPended)
  }

  @Test("A claim that pends again waits again, with its own task")
  func pendsAgain() async throws {
    let number = try await fixture.pended()
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    try await fixture.claims.record(
      pended: Sample.pended(.withhold, line: 0), of: number, attempt: 2, at: Sample.now)
    let open = try #require(try await fixture.claims.pended(number))
    #expect(open.attempt == 2)
    #expect(open.record.reasons.map(\.reason) == ["WITHHOLD"])
    #expect(try await fixture.claims.record(Sample.again("R2"), on: number) == .notPended)
    #expect(
      try await fixture.claims.record(Sample.again("R3", attempt: 2), on: number) == .recorded)
  }

  @Test("The reasons of denials are kept by line, the latest for each")
  func decidedReasons() async throws {
    let number = try await fixture.pended(for: .rateMissing, line: 2)
    _ = try await fixture.claims.record(Sample.denial("R1", .rateMissing), on: number)
    #expect(try await fixture.claims.pendedFindings(of: number).reasons == [2: .rateMissing])
    try await fixture.claims.record(
      pended: Sample.pended(.benefitRowMissing, line: 2), of: number, attempt: 2, at: Sample.now)
    _ = try await fixture.claims.record(Sample.denial("R2", .notBenefit, attempt: 2), on: number)
    #expect(try await fixture.claims.pendedFindings(of: number).reasons == [2: .notBenefit])
  }

  @Test("A new evaluation leaves no reason behind")
  func againLeavesNoReason() async throws {
    let number = try await fixture.pended()
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    #expect(try await fixture.claims.pendedFindings(of: number).reasons.isEmpty)
  }
}
