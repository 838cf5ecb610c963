import Domain
import Messages
import Protobuf
import Storage
import TestKit
import Testing

@testable import Gateway

@Suite("The store finds what is wrong in it")
struct VerifyTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func found() async throws -> [String] {
    try await fixture.claims.violations().map(\.invariant).sorted()
  }

  @Test("A sound store with claims in every state has no violation")
  func sound() async throws {
    for index in 0..<520 {
      try await fixture.accept(Sample.claim("A\(index)", member: "A\(index)"))
    }
    try await fixture.decided(Sample.claim("P1", member: "B", cents: [5_000, 7_000]))
    try await fixture.decided(Sample.claim("P2", member: "C"), isDenied: true)
    _ = try await fixture.pended(Sample.claim("P3", member: "D"))
    #expect(try await found().isEmpty)
  }

  @Test("GW-TOTAL: a charge that is not the sum of its lines")
  func charge() async throws {
    let number = try await fixture.accepted()
    try await fixture.plant("UPDATE claim_accepted SET charge = charge + 1")
    let violations = try await fixture.claims.violations()
    #expect(violations.map(\.invariant) == ["GW-TOTAL"])
    #expect(violations.map(\.record) == [number.text])
  }

  @Test("GW-TOTAL: a payment or a share that is not the sum of its lines")
  func decisionTotals() async throws {
    try await fixture.decided()
    try await fixture.plant("UPDATE claim_decided SET paid = paid + 1")
    #expect(try await found() == ["GW-TOTAL"])
    try await fixture.plant("UPDATE claim_decided SET patient_share = 5")
    #expect(try await found() == ["GW-TOTAL", "GW-TOTAL"])
  }

  @Test("GW-LINE: a line whose charge less its adjustments is not its payment")
  func line() async throws {
    let claim = Sample.claim()
    let number = try await fixture.decided(claim)
    var record = Sample.decided(claim, number)
    record.decision?.lines[0].charge = .with { $0.cents = 20_001 }
    try await fixture.plant("UPDATE claim_decided SET record = $1", record.protobufBytes())
    #expect(try await found() == ["GW-LINE", "GW-LINE"])
  }

  @Test("GW-LINE: a line that is decided twice, with another charge or not at all")
  func lines() async throws {
    let claim = Sample.claim(cents: [5_000, 7_000])
    let number = try await fixture.decided(claim)
    let changes: [(inout PaymentV1.ClaimDecision) -> Void] = [
      { $0.lines[1].lineNumber = 1 },
      { $0.lines[1].lineNumber = 3 },
      { $0.lines.removeLast() },
      {
        $0.lines[1].charge?.cents += 1
        $0.lines[1].paid?.cents += 1
      },
    ]
    for change in changes {
      var record = Sample.decided(claim, number)
      if let decision = record.decision {
        var changed = decision
        change(&changed)
        record.decision = changed
      }
      try await fixture.plant("UPDATE claim_decided SET record = $1", record.protobufBytes())
      #expect(try await found().contains("GW-LINE"))
    }
  }

  @Test("GW-LINE: only a stay is decided as a whole, and has the charge of all its lines")
  func whole() async throws {
    var claim = Sample.claim(cents: [5_000, 7_000])
    let visit = try await fixture.decided(claim)
    try await fixture.plant(
      "UPDATE claim_decided SET record = $1",
      ClaimV1.DecidedRecord.with {
        $0.decision = Sample.decision([(0, 12_000)], of: visit.text)
      }.protobufBytes())
    #expect(try await found().contains("GW-LINE"))
    try await fixture.plant("DELETE FROM claim_decided")
    claim.kind = .institutional
    claim.institutional = .with {
      $0.typeOfBill = "0111"
      $0.admissionDay = claim.lines[0].from
      $0.statement = .with {
        $0.from = claim.lines[0].from
        $0.to = claim.lines[0].from
      }
    }
    let number = try await fixture.decided(claim)
    try await fixture.plant("UPDATE claim_decided SET paid = 11000")
    for (cents, isSound) in [(12_000, true), (11_999, false)] as [(Int64, Bool)] {
      let record = ClaimV1.DecidedRecord.with {
        $0.decision = Sample.decision([(0, cents)], of: number.text)
      }
      try await fixture.plant("UPDATE claim_decided SET record = $1", record.protobufBytes())
      #expect(try await found().contains("GW-LINE") != isSound)
      #expect(try await found().isEmpty == isSound)
    }
  }

  @Test("GW-RECORD: a record that cannot be read")
  func damagedRecords() async throws {
    try await fixture.decided()
    try await fixture.plant("UPDATE claim_decided SET record = $1", [0xFF, 0xFF, 0xFF])
    #expect(try await found() == ["GW-RECORD"])
    try await fixture.plant("UPDATE claim_accepted SET record = $1", [0xFF, 0xFF, 0xFF])
    #expect(try await found() == ["GW-RECORD", "GW-RECORD"])
  }

  @Test("GW-RECORD: a record without its claim or its decision")
  func emptyRecords() async throws {
    try await fixture.decided()
    try await fixture.plant("UPDATE claim_decided SET record = $1", [])
    try await fixture.plant("UPDATE claim_accepted SET record = $1", [])
    #expect(try await found() == ["GW-RECORD", "GW-RECORD"])
  }

  @Test("GW-FACTS: a decision without the facts of its attempt")
  func facts() async throws {
    try await fixture.decided()
    try await fixture.plant("UPDATE claim_decided SET attempt = 2")
    #expect(try await found() == ["GW-FACTS"])
    try await fixture.plant("DELETE FROM claim_facts")
    #expect(try await found() == ["GW-FACTS"])
  }

  @Test("GW-FACTS: a decision whose facts have another number of steps than it left with them")
  func stepsOfFacts() async throws {
    let claim = Sample.claim()
    let number = try await fixture.accepted(claim)
    var facts = Sample.facts
    facts.trace.steps = ["DUP-1", "LATE-1"].map { rule in .with { $0.rule = rule } }
    try await fixture.claims.record(facts: facts, of: number, attempt: 1)
    var record = Sample.decided(claim, number)
    record.trace.steps = [.with { $0.rule = "PAY-1" }]
    record.factsTraceSteps = 2
    try await fixture.claims.record(
      decision: record, of: number, on: .init(attempt: 1, feedPosition: 0))
    #expect(try await found().isEmpty)
    for rules in [["DUP-1"], ["DUP-1", "LATE-1", "LATE-1"]] {
      facts.trace.steps = rules.map { rule in .with { $0.rule = rule } }
      try await fixture.plant("UPDATE claim_facts SET record = $1", facts.protobufBytes())
      #expect(try await found() == ["GW-FACTS"])
    }
    try await fixture.plant("UPDATE claim_facts SET record = $1", [0xFF, 0xFF, 0xFF])
    #expect(try await found() == ["GW-RECORD"])
  }

  @Test("GW-STATE: a claim whose row says that it is suspended, and whose decision does not")
  func suspended() async throws {
    try await fixture.decided(Sample.claim("S"), denial: "GRACE_2_3")
    #expect(try await found() == [])
    try await fixture.plant("UPDATE claim_decided SET is_suspended = 1 - is_suspended")
    #expect(try await found().allSatisfy { $0 == "GW-STATE" })
    #expect(try await !found().isEmpty)
  }

  @Test("GW-STATE: a claim that is decided and waits for a person")
  func state() async throws {
    let number = try await fixture.decided()
    try await fixture.claims.record(
      pended: Sample.pended(.rateMissing, line: 1), of: number, attempt: 1, at: Sample.now)
    #expect(try await found() == ["GW-STATE"])
  }

  @Test("Amounts at the edge of 64 bits are reported, not trapped")
  func extremes() async throws {
    var claim = Sample.claim()
    let number = try await fixture.decided(claim)
    claim.lines = (1...3).map { Sample.line($0, day: 20_500, cents: .max) }
    claim.charge = .with { $0.cents = .min }
    let accepted = ClaimV1.AcceptedRecord.with { $0.claim = claim }
    try await fixture.plant("UPDATE claim_accepted SET record = $1", accepted.protobufBytes())
    var decided = Sample.decided(Sample.claim(), number)
    decided.decision?.lines[0].charge = .with { $0.cents = .min }
    decided.decision?.lines[0].paid = .with { $0.cents = .max }
    try await fixture.plant("UPDATE claim_decided SET record = $1", decided.protobufBytes())
    #expect(try await found().contains("GW-TOTAL"))
  }
}
