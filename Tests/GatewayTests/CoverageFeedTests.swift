import ClaimRules
import Domain
import Logging
import Messages
import Storage
import Synchronization
import Testing

@testable import Gateway

@Suite("The gateway follows eligibility's changes", .timeLimit(.minutes(1)))
struct CoverageFeedTests {
  private let fixture: ClaimStoreFixture
  private let claims = OpenClaims(clock: BusinessClock(.manual(Sample.now)))

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func feed(_ watch: @escaping CoverageFeed.Watch) -> CoverageFeed {
    CoverageFeed(
      store: fixture.claims, claims: claims,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, watch: watch)
  }

  private var idle: CoverageFeed { feed { _, _ in } }

  /// A claim under way whose facts of the first attempt are being stored.
  private func claimWithFacts(feedPosition: Int64 = 0) async throws -> OpenClaim {
    let number = try await fixture.accepted()
    claims.begin([try #require(try await fixture.claims.openClaim(number))])
    let claim = try #require(claims.claim(number))
    _ = claim.advance { $0.onFactsRead(mustPend: false, isHoldNeeded: true) }
    claim.reflect(feedPosition: feedPosition)
    try await fixture.claims.record(facts: Sample.facts, of: number, attempt: 1)
    return claim
  }

  private func isStale(_ claim: OpenClaim) async throws -> Bool? {
    try await fixture.claims.openClaim(claim.number)?.areFactsStale
  }

  @Test("A change of a member's days marks the claim durably, with the position")
  func marks() async throws {
    let claim = try await claimWithFacts()
    try await idle.act(on: [change(at: 3, from: 20_500, to: 20_500)])
    #expect(try await isStale(claim) == true)
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 3)
  }

  @Test("A change that says no days concerns all of them")
  func allDays() async throws {
    let claim = try await claimWithFacts()
    try await idle.act(on: [change(at: 3)])
    #expect(try await isStale(claim) == true)
  }

  @Test("A change of a product concerns everyone, whatever it names")
  func product() async throws {
    let claim = try await claimWithFacts()
    try await idle.act(on: [change(at: 3, kind: "product", member: "COM-HMO")])
    #expect(try await isStale(claim) == true)
  }

  @Test("Days that cannot be are taken as all days", arguments: [Int32.min, .max])
  func impossibleDays(day: Int32) async throws {
    let claim = try await claimWithFacts()
    try await idle.act(on: [change(at: 3, from: day, to: day)])
    #expect(try await isStale(claim) == true)
    try await idle.act(on: [change(at: 4, from: 20_600, to: 20_400)])
  }

  @Test("A change that the facts reflect, of other days or of another member marks nothing")
  func marksNothing() async throws {
    let claim = try await claimWithFacts(feedPosition: 3)
    try await idle.act(on: [change(at: 3)])
    try await idle.act(on: [change(at: 4, from: 20_501)])
    try await idle.act(on: [change(at: 5, member: "M2")])
    #expect(try await isStale(claim) == false)
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 5)
  }

  @Test("Changes that come together are stored together, each with what it marks")
  func together() async throws {
    let claim = try await claimWithFacts()
    let before = fixture.claims.store.statistics.groupsCommitted
    try await idle.act(on: [change(at: 3, member: "M2"), change(at: 4), change(at: 5)])
    #expect(fixture.claims.store.statistics.groupsCommitted == before + 1)
    #expect(try await isStale(claim) == true)
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 5)
  }

  @Test("The feed is followed from where it was left, and again after it broke")
  func follows() async throws {
    let asked = Mutex<[Int64]>([])
    let (reached, arrived) = AsyncStream<Void>.makeStream()
    let feed = feed { position, act in
      let round = asked.withLock { asked in
        asked.append(position)
        return asked.count
      }
      switch round {
      case 1:
        try await act(change(at: 1))
        try await act(change(at: 2))
        throw FixtureError()
      case 2:
        try await act(change(at: 3))
      default:
        arrived.yield()
        await untilCancelled()
      }
    }
    let running = Task { await feed.run() }
    for await _ in reached { break }
    running.cancel()
    await running.value
    #expect(asked.withLock { $0 } == [0, 2, 3])
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 3)
  }
}

@Suite("Business time is a value")
struct BusinessClockTests {
  private let noon = Instant(microseconds: 1_000)

  @Test("A manual clock stands still until it is set, and never goes back")
  func manual() {
    let clock = BusinessClock(.manual(noon))
    #expect(clock.now == noon)
    #expect(clock.set(Instant(microseconds: 2_000)) == .set)
    #expect(clock.set(Instant(microseconds: 1_999)) == .backwards)
    #expect(clock.set(Instant(microseconds: .min)) == .backwards)
    #expect(clock.set(Instant(microseconds: 2_000)) == .set, "the same time again is no step back")
    #expect(clock.now == Instant(microseconds: 2_000))
  }

  @Test("The machine's clock is read each time and cannot be set")
  func system() {
    let count = Mutex<Int64>(0)
    let clock = BusinessClock(
      .system {
        count.withLock {
          $0 += 1
          return Instant(microseconds: $0)
        }
      })
    #expect([clock.now, clock.now].map(\.microseconds) == [1, 2])
    #expect(clock.set(noon) == .notManual)
  }
}
