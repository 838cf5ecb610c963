import Domain
import Messages
import TestKit
import Testing

@testable import Gateway

@Suite("Facts that change on the way of a claim", .timeLimit(.minutes(2)))
struct StaleFactsTests {
  private let fixture: ClaimStoreFixture
  private let services = FakeServices()

  init() throws {
    fixture = try ClaimStoreFixture()
    services.set { $0.isAuthorizationRequired = true }
  }

  private func attempts<Item>(_ items: [Item], _ key: (Item) -> TypeV1.StepKey?) -> [Int32] {
    items.compactMap { key($0)?.attempt }
  }

  /// Drives a claim whose facts change while `step` is answered.
  private func drive(
    _ number: ClaimNumber, changingDuring step: FakeServices.Step,
    _ change: TypeV1.Change = change(at: 5)
  ) async throws -> Bool {
    let process = GatewayProcess(fixture, services)
    services.during(step) {
      try await process.feed.act(on: [change])
      process.services.set { $0.feedPosition = change.position }
    }
    return try await process.drive(number)
  }

  @Test("A change while units are held gives them back and reads again under other keys")
  func whileHolding() async throws {
    let number = try await fixture.accepted()
    #expect(try await drive(number, changingDuring: .hold))
    #expect(services.requests(.coverage).count == 2)
    #expect(
      services.holds == ["\(number.text)/1/hold": .released, "\(number.text)/2/hold": .settled])
    let adjudications = try services.read(.adjudicate, as: PaymentV1.Adjudication.self)
    #expect(attempts(adjudications, \.key) == [2])
    #expect(adjudications.first?.coverage?.feedPosition == 5)
    #expect(services.postings == [number.text: 1])
    #expect(try await fixture.claims.laterChanges(number).isEmpty)
  }

  @Test("A change while payment decides repeats nothing and shows with the decision")
  func whileAdjudicating() async throws {
    let number = try await fixture.accepted()
    #expect(try await drive(number, changingDuring: .adjudicate))
    #expect(services.requests(.coverage).count == 1)
    #expect(services.requests(.adjudicate).count == 1)
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
    #expect(try await fixture.claims.laterChanges(number).map(\.position) == [5])
  }

  @Test("A change while facts are read is read again in the same attempt")
  func whileReading() async throws {
    let number = try await fixture.accepted()
    #expect(try await drive(number, changingDuring: .coverage))
    #expect(services.requests(.coverage).count == 2)
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
    #expect(try await fixture.claims.laterChanges(number).isEmpty)
  }

  @Test("A change that the answer reflects already is none")
  func reflectedAlready() async throws {
    services.set { $0.feedPosition = 5 }
    let number = try await fixture.accepted()
    #expect(try await drive(number, changingDuring: .contract))
    #expect(services.requests(.coverage).count == 1)
  }

  @Test("A change of a product concerns everyone's claims")
  func product() async throws {
    let number = try await fixture.accepted()
    let product = change(at: 5, kind: "product", member: "COM-HMO")
    #expect(try await drive(number, changingDuring: .hold, product))
    #expect(services.requests(.coverage).count == 2)
  }

  @Test("A change of other days or of another member concerns nobody else")
  func otherDays() async throws {
    let number = try await fixture.accepted()
    let earlier = change(at: 5, from: 20_000, to: 20_499)
    #expect(try await drive(number, changingDuring: .hold, earlier))
    let second = try await fixture.accepted(Sample.claim("P2", member: "M2"))
    #expect(try await drive(second, changingDuring: .hold, change(at: 6, member: "M1")))
    #expect(services.requests(.coverage).count == 2, "each is read once")
    #expect(services.requests(.release).isEmpty)
  }

  @Test(
    "Whenever the process ends after a change, what was posted stands and the claim is decided once",
    arguments: [FakeServices.Crash.lost(.adjudicate), .before(.settle), .lost(.settle)])
  func readingThenCrash(crash: FakeServices.Crash) async throws {
    let number = try await fixture.accepted()
    services.crash(at: crash)
    #expect(try await !drive(number, changingDuring: .coverage))
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(services.postings == [number.text: 1])
    #expect(services.requests(.release).isEmpty, "units of a posted claim are never given back")
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
    #expect(try await fixture.claims.listed(number)?.state == .payable)
    let trace = try #require(try await fixture.claims.decidedRecord(number)).trace
    #expect(trace.steps.contains { $0.rule == "PAY-1" } && trace.count > 1)
    #expect(Set(trace).count == trace.count, "each step is told once")
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test(
    "A hold that was given back for a change is never settled, though the process ends meanwhile",
    arguments: [FakeServices.Crash.lost(.release), .after(.release), .before(.coverage)])
  func releasedThenCrash(crash: FakeServices.Crash) async throws {
    let number = try await fixture.accepted()
    let process = GatewayProcess(fixture, services)
    services.during(.hold) {
      guard let claim = process.claims.claim(number) else { throw FixtureError() }
      #expect(claim.markStale(at: 5) == 1, "the feed has not stored it yet")
      process.services.crash(at: crash)
    }
    #expect(try await !process.drive(number))
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(
      services.holds == ["\(number.text)/1/hold": .released, "\(number.text)/2/hold": .settled])
    #expect(services.postings == [number.text: 1])
    #expect(try await fixture.claims.listed(number)?.state == .payable)
  }

  @Test("A change that was stored before the process ended is not forgotten")
  func storedThenCrash() async throws {
    let number = try await fixture.accepted()
    services.crash(at: .lost(.hold))
    #expect(try await !drive(number, changingDuring: .hold))
    #expect(try await fixture.claims.openClaim(number)?.areFactsStale == true)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(
      services.holds == ["\(number.text)/1/hold": .released, "\(number.text)/2/hold": .settled])
    #expect(services.requests(.coverage).count == 2)
  }
}
