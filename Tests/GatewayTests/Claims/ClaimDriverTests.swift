import Domain
import Messages
import Protobuf
import Storage
import TestKit
import Testing

@testable import Gateway

@Suite("A claim is driven through the services", .timeLimit(.minutes(2)))
struct ClaimDriverTests {
  private let fixture: ClaimStoreFixture
  private let services = FakeServices()

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func drive(_ number: ClaimNumber) async throws -> Bool {
    try await GatewayProcess(fixture, services).drive(number)
  }

  private func pendReasons(_ number: ClaimNumber) async throws -> [String] {
    try await fixture.claims.pended(number)?.record.reasons.map(\.reason) ?? []
  }

  @Test("A claim that needs no units is read, priced and decided without authorization")
  func withoutAuthorization() async throws {
    let number = try await fixture.accepted(Sample.claim(cents: [20_000, 5_000]))
    #expect(try await drive(number))
    let record = try #require(try await fixture.claims.decidedRecord(number))
    #expect(record.decision?.paid?.cents == 23_000)
    #expect(record.decision?.lines.count == 2)
    #expect(services.requests(.hold).isEmpty && services.requests(.settle).isEmpty)
    #expect(services.postings == [number.text: 1])
    #expect(try await fixture.claims.listed(number)?.state == .payable)
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test("The steps to the facts are stored once, and a decision is read with all of them")
  func stepsStoredOnce() async throws {
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    let (decided, facts) = try await fixture.claims.store.read { reader in
      let decided = try reader.first(
        "SELECT record FROM claim_decided", read: { row in try row.value(0, as: [UInt8].self) })
      let facts = try reader.first(
        "SELECT record FROM claim_facts", read: { row in try row.value(0, as: [UInt8].self) })
      return (decided, facts)
    }
    let stored = try ClaimV1.DecidedRecord(protobufBytes: try #require(decided))
    let steps = try ClaimV1.FactsRecord(protobufBytes: try #require(facts)).stepsToFacts
    #expect(!steps.isEmpty && stored.factsTraceSteps == steps.count)
    #expect(!stored.trace.isEmpty && stored.trace.allSatisfy { !steps.contains($0) })
    let whole = try #require(try await fixture.claims.decidedRecord(number))
    #expect(whole.trace == steps + stored.trace && whole.factsTraceSteps == 0)
  }

  @Test("A claim that needs units holds them before payment and settles what each line took")
  func withAuthorization() async throws {
    services.set { $0.isAuthorizationRequired = true }
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    let hold = try #require(try services.read(.hold, as: AuthorizationV1.Hold.self).first)
    let settlement = try #require(
      try services.read(.settle, as: AuthorizationV1.Settlement.self).first)
    #expect(settlement.holdKey == hold.key)
    #expect(settlement.key?.step == "settle")
    #expect(settlement.lines.map { $0.taken?.thousandths } == [1_000])
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
    #expect(services.requests(.release).isEmpty)
    #expect(services.postings == [number.text: 1])
  }

  @Test("Every changing request carries the business time at which the claim was accepted")
  func businessTime() async throws {
    services.set { $0.isAuthorizationRequired = true }
    let number = try await fixture.accepted()
    let process = GatewayProcess(fixture, services)
    #expect(process.clock.set(Instant(microseconds: Sample.now.microseconds + 1)) == .set)
    #expect(try await process.drive(number))
    let holds = try services.read(.hold, as: AuthorizationV1.Hold.self)
    let adjudications = try services.read(.adjudicate, as: PaymentV1.Adjudication.self)
    let settlements = try services.read(.settle, as: AuthorizationV1.Settlement.self)
    let times =
      holds.map(\.businessTime) + adjudications.map(\.businessTime)
      + settlements.map(\.businessTime)
    #expect(times.map { $0?.microseconds } == Array(repeating: Sample.now.microseconds, count: 3))
  }

  @Test("A member who is not known is denied by payment, and the network is not asked")
  func unknownMember() async throws {
    services.set { $0.match = .notFound }
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).first)
    #expect(adjudication.lines.map(\.reasons) == [["ELIG_NOT_FOUND"]])
    #expect(services.requests(.contract).isEmpty)
    #expect(try await fixture.claims.listed(number)?.state == .denied)
  }

  @Test("A duplicate line is denied, and the first claim's stands")
  func duplicate() async throws {
    let first = try await fixture.accepted(Sample.claim("P1"))
    let second = try await fixture.accepted(Sample.claim("P2"))
    #expect(try await drive(first))
    #expect(try await drive(second))
    let adjudications = try services.read(.adjudicate, as: PaymentV1.Adjudication.self)
    #expect(adjudications.map { $0.lines.map(\.reasons) } == [[[]], [["DUP"]]])
  }

  @Test("DUP-2: what resembles an earlier line waits, and is paid once a person lets it go on")
  func possibleDuplicate() async throws {
    var claims = [Sample.claim("P1"), Sample.claim("P2", cents: [21_000])]
    for index in claims.indices { claims[index].lines[0].modifiers = [] }
    let first = try await fixture.accepted(claims[0])
    let second = try await fixture.accepted(claims[1])
    #expect(try await drive(first))
    #expect(try await drive(second))
    #expect(try await fixture.claims.listed(first)?.state == .payable)
    #expect(try await pendReasons(second) == ["POSSIBLE_DUPLICATE"])
    let proceeding = ClaimStore.PersonDecision(
      requestID: "D", attempt: 1, action: "proceed", reason: "", note: "", decidedBy: "examiner",
      decidedAt: Sample.now)
    #expect(try await fixture.claims.record(proceeding, on: second) == .recorded)
    #expect(try await drive(second))
    #expect(try await fixture.claims.listed(second)?.state == .payable)
  }

  @Test("LATE-1: a claim that arrives too late is denied by the day of its arrival")
  func late() async throws {
    services.set { $0.timelyFilingDays = 199 }
    let number = try await fixture.accepted(Sample.claim(day: 20_500))
    #expect(try await drive(number))
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).first)
    #expect(adjudication.lines.map(\.reasons) == [["LATE"]])
  }

  @Test("SCREEN-SCOPE: an encounter is decided as one, and waits when it would be paid")
  func encounter() async throws {
    var claim = Sample.claim()
    claim.isEncounter = true
    let number = try await fixture.accepted(claim)
    services.set { $0.encounterPays = true }
    #expect(try await drive(number))
    #expect(try await pendReasons(number) == ["ENCOUNTER"])
    services.set { $0.encounterPays = false }
    _ = try await fixture.claims.record(Sample.again("D"), on: number)
    #expect(try await drive(number))
    #expect(try await fixture.claims.listed(number)?.state == .encounter)
    let last = try services.read(.adjudicate, as: PaymentV1.Adjudication.self).last
    #expect(last?.isEncounter == true)
    #expect(try await fixture.claims.counts() == ClaimStore.Counts(encounter: 1))
  }

  @Test("What must be decided by a person waits in the queue, and nothing is held or posted")
  func pendedBeforeHold() async throws {
    services.set {
      $0.isAuthorizationRequired = true
      $0.unitFeeCents = nil
    }
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    #expect(try await pendReasons(number) == ["RATE_MISSING"])
    #expect(services.requests(.hold).isEmpty && services.postings.isEmpty)
    #expect(try await fixture.claims.listed(number)?.state == .pended)
  }

  @Test("A referral that cannot be tested pends the claim, and its hold is given back first")
  func pendedAfterHold() async throws {
    services.set {
      $0.isAuthorizationRequired = true
      $0.referral = .uncertain
    }
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    #expect(try await pendReasons(number) == ["PRIMARY_CARE_UNKNOWN"])
    #expect(services.holds == ["\(number.text)/1/hold": .released])
    #expect(services.postings.isEmpty)
  }

  @Test(
    "What a service refuses for good waits for a person, and nothing stays held",
    arguments: [FakeServices.Step.coverage, .contract, .hold, .adjudicate])
  func refused(step: FakeServices.Step) async throws {
    services.set { $0.isAuthorizationRequired = true }
    services.refuse(step)
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    let pended = try #require(try await fixture.claims.pended(number))
    #expect(pended.record.reasons.map(\.reason) == ["STEP_REFUSED"])
    let facts = pended.record.trace.steps.flatMap(\.facts)
    #expect(facts.contains { $0.name == "reason" && $0.value == "NOT_TODAY" })
    let wasHeldAsked = step == .hold || step == .adjudicate
    #expect(services.requests(.release).count == (wasHeldAsked ? 1 : 0))
    #expect(!services.holds.values.contains(.open))
    #expect(services.postings.isEmpty)
  }

  @Test("A claim that was evaluated again begins a new attempt with other keys")
  func evaluatedAgain() async throws {
    services.set { $0.isAuthorizationRequired = true }
    services.refuse(.adjudicate)
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    #expect(
      try await fixture.claims.record(Sample.again("R1"), on: number) == .recorded)
    #expect(try await drive(number))
    let keys = try services.read(.adjudicate, as: PaymentV1.Adjudication.self).map(\.key?.attempt)
    #expect(keys == [1, 2])
    #expect(
      services.holds == ["\(number.text)/1/hold": .released, "\(number.text)/2/hold": .settled])
    #expect(try await fixture.claims.listed(number)?.state == .payable)
  }

  @Test("A line that a person denied is sent to payment with that reason")
  func deniedByPerson() async throws {
    services.set { $0.unitFeeCents = nil }
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    #expect(
      try await fixture.claims.record(Sample.denial("R1", .rateMissing), on: number) == .recorded)
    #expect(try await drive(number))
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).first)
    #expect(adjudication.lines.map(\.reasons) == [["RATE_MISSING"]])
    #expect(try await fixture.claims.listed(number)?.state == .denied)
  }

  @Test("After the commit point nothing may refuse: a settlement is asked until it is taken")
  func settlementIsRepeated() async throws {
    services.set { $0.isAuthorizationRequired = true }
    services.refuse(.settle, count: 3)
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    let settlements = services.requests(.settle)
    #expect(settlements.count == 4)
    #expect(Set(settlements).count == 1, "the same bytes each time")
    #expect(services.holds.values.allSatisfy { $0 == .settled })
  }

  @Test("A release is asked until it is done")
  func releaseIsRepeated() async throws {
    services.set { $0.isAuthorizationRequired = true }
    services.refuse(.adjudicate)
    services.refuse(.release, count: 2)
    let number = try await fixture.accepted()
    #expect(try await drive(number))
    #expect(Set(services.requests(.release)).count == 1)
    #expect(services.holds.values.allSatisfy { $0 == .released })
  }
}
