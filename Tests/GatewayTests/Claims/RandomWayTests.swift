import Domain
import Messages
import SampleClaims
import Testing

@testable import Gateway

@Suite("Whatever happens on the way of a claim", .timeLimit(.minutes(3)))
struct RandomWayTests {
  private static let steps: [FakeServices.Step] = [
    .coverage, .contract, .hold, .adjudicate, .withdraw, .settle, .release,
  ]

  @Test(
    "It is posted once or not at all, and no hold is left over or settled twice",
    arguments: (1...200).map { UInt64($0) })
  func randomWay(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let services = FakeServices()
    let fixture = try ClaimStoreFixture()
    services.set {
      $0.isAuthorizationRequired = random.happens(inThousand: 800)
      $0.referral = random.happens(inThousand: 100) ? .uncertain : .unspecified
    }
    let number = try await fixture.accepted(Sample.claim(cents: [20_000, 5_000]))
    var position: Int64 = 1
    for _ in 0..<random.number(in: 1..<8) {
      position += 1
      try await live(number, fixture, services, position, &random)
    }
    services.endTrouble()
    services.set { $0.referral = .unspecified }
    for _ in 0..<2 where try await fixture.claims.decidedRecord(number) == nil {
      try await again(number, fixture)
      try await GatewayProcess(fixture, services).drive(number)
    }
    #expect(services.postings == [number.text: 1], "seed \(seed)")
    let settled = services.holds.values.filter { $0 == .settled }.count
    #expect(!services.holds.values.contains(.open), "seed \(seed): \(services.holds)")
    #expect(settled <= 1, "seed \(seed): \(services.holds)")
    #expect(try await fixture.claims.listed(number)?.state == .payable, "seed \(seed)")
    #expect(try await fixture.claims.violations().isEmpty, "seed \(seed)")
    let held = try services.read(.hold, as: AuthorizationV1.Hold.self)
    #expect(settled == (held.isEmpty ? 0 : 1), "seed \(seed): \(services.holds)")
  }

  /// One life of the process: it may end anywhere, facts may change, a service may refuse.
  private func live(
    _ number: ClaimNumber, _ fixture: ClaimStoreFixture, _ services: FakeServices,
    _ position: Int64, _ random: inout SeededRandom
  ) async throws {
    guard try await fixture.claims.decidedRecord(number) == nil else { return }
    try await again(number, fixture)
    let process = GatewayProcess(fixture, services)
    let step = random.element(of: RandomWayTests.steps) ?? .hold
    switch random.number(in: 0..<3) {
    case 0: services.crash(at: .before(step))
    case 1: services.crash(at: .lost(step))
    default: services.crash(at: .after(step))
    }
    if random.happens(inThousand: 500) {
      let isStored = random.happens(inThousand: 500)
      services.during(random.element(of: RandomWayTests.steps) ?? .hold) {
        services.set { $0.feedPosition = position }
        if isStored {
          try await process.feed.act(on: [change(at: position)])
        } else {
          _ = process.claims.claim(number)?.markStale(at: position)
        }
      }
    }
    if random.happens(inThousand: 200) {
      services.refuse(random.element(of: [.coverage, .contract, .hold, .adjudicate]) ?? .hold)
    }
    try await process.drive(number)
    services.endTrouble()
  }

  /// A person sends the claim on when it waits for one.
  private func again(_ number: ClaimNumber, _ fixture: ClaimStoreFixture) async throws {
    guard let open = try await fixture.claims.pended(number) else { return }
    let outcome = try await fixture.claims.record(
      Sample.again("A\(open.attempt)", attempt: open.attempt), on: number)
    #expect(outcome == .recorded)
  }
}
