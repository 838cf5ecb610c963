import Domain
import Messages
import Testing

@testable import Gateway

@Suite("A claim goes on after a restart", .timeLimit(.minutes(2)))
struct RestartTests {
  private static let crashes: [FakeServices.Crash] = FakeServices.Step.allCases
    .filter { ![.release, .withdraw, .reverse, .returnUnits].contains($0) }
    .flatMap { [.before($0), .lost($0), .after($0)] }

  @Test(
    "Wherever the process ends, the same keys get the same bytes and the claim is decided once",
    arguments: crashes)
  func restarts(crash: FakeServices.Crash) async throws {
    let services = FakeServices()
    services.set { $0.isAuthorizationRequired = true }
    var fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted(Sample.claim(cents: [20_000, 5_000]))
    services.crash(at: crash)
    #expect(try await !GatewayProcess(fixture, services).drive(number))
    #expect(try await fixture.claims.decidedRecord(number) == nil)
    fixture = try await fixture.reopened()
    #expect(
      try await fixture.claims.openClaims(after: 0, limit: 10).records.map(\.number) == [number])
    #expect(try await GatewayProcess(fixture, services).drive(number))
    for step in [FakeServices.Step.hold, .adjudicate, .settle] {
      #expect(Set(services.requests(step)).count == 1, "\(step) was asked with other bytes")
    }
    #expect(services.postings == [number.text: 1])
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
    #expect(services.requests(.release).isEmpty)
    #expect(try await fixture.claims.listed(number)?.state == .payable)
    #expect(try await fixture.claims.openClaims(after: 0, limit: 10).records.isEmpty)
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test(
    "Wherever the process ends on the way to a person's desk, the units come back",
    arguments: [
      FakeServices.Crash.lost(.hold), .before(.release), .lost(.release), .after(.release),
    ])
  func pendsAfterRestart(crash: FakeServices.Crash) async throws {
    let services = FakeServices()
    services.set {
      $0.isAuthorizationRequired = true
      $0.referral = .uncertain
    }
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    services.crash(at: crash)
    #expect(try await !GatewayProcess(fixture, services).drive(number))
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(services.holds.values.allSatisfy { $0 == .released })
    #expect(try await fixture.claims.listed(number)?.state == .pended)
    #expect(services.postings.isEmpty)
  }

  @Test(
    "A claim whose hold was given back for a refusal is evaluated anew, never on the old hold",
    arguments: [FakeServices.Crash.lost(.release), .after(.release)])
  func refusedThenCrash(crash: FakeServices.Crash) async throws {
    let services = FakeServices()
    services.set { $0.isAuthorizationRequired = true }
    services.refuse(.adjudicate)
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    services.crash(at: crash)
    #expect(try await !GatewayProcess(fixture, services).drive(number))
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(
      services.holds == ["\(number.text)/1/hold": .released, "\(number.text)/2/hold": .settled])
    #expect(services.postings == [number.text: 1])
  }

  @Test("A claim that ends in every step in turn is still decided once")
  func manyRestarts() async throws {
    let services = FakeServices()
    services.set { $0.isAuthorizationRequired = true }
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    for crash in RestartTests.crashes {
      services.crash(at: crash)
      if try await GatewayProcess(fixture, services).drive(number) {
        Issue.record("the process did not end at \(crash)")
        return
      }
    }
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(services.postings == [number.text: 1])
    #expect(Set(services.requests(.adjudicate)).count == 1)
    #expect(services.holds == ["\(number.text)/1/hold": .settled])
  }

  @Test("Facts that were stored are not read again")
  func factsAreKept() async throws {
    let services = FakeServices()
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.accepted()
    services.crash(at: .before(.adjudicate))
    #expect(try await !GatewayProcess(fixture, services).drive(number))
    services.set { $0.unitFeeCents = 1 }
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(services.requests(.coverage).count == 1)
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).first)
    #expect(adjudication.contract?.lines.map { $0.unitFee?.cents } == [19_000])
  }
}
