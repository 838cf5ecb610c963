import Domain
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("What the change feed reported is kept")
struct FeedStoreTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func change(
    _ position: Int64, member: String = "M1", _ from: Int32 = 20_400, _ to: Int32 = 20_600
  ) -> ClaimStore.FeedChange {
    ClaimStore.FeedChange(
      service: "eligibility", position: position, kind: "coverage", memberID: member,
      days: DaySpan(from: Day(number: from), to: Day(number: to)), madeAt: Sample.now)
  }

  @Test("The position is stored with what was done and comes back after a restart")
  func position() async throws {
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 0)
    try await fixture.claims.record([change(7)], stale: [])
    #expect(try await fixture.claims.feedPosition(of: "eligibility") == 7)
    #expect(try await fixture.claims.feedPosition(of: "network") == 0)
    let reopened = try await fixture.reopened()
    #expect(try await reopened.claims.feedPosition(of: "eligibility") == 7)
  }

  @Test("A change that is reported twice is kept once")
  func reportedTwice() async throws {
    let number = try await fixture.decided(feedPosition: 1)
    try await fixture.claims.record([change(7)], stale: [])
    try await fixture.claims.record([change(7)], stale: [])
    #expect(try await fixture.claims.laterChanges(number).map(\.position) == [7])
  }

  @Test("A decided claim shows the changes behind its own position alone")
  func laterThanDecision() async throws {
    for position in Int64(1)...5 {
      try await fixture.claims.record([change(position)], stale: [])
    }
    let number = try await fixture.decided(feedPosition: 3)
    #expect(try await fixture.claims.laterChanges(number).map(\.position) == [4, 5])
  }

  @Test("Changes of other members and of other days concern no claim")
  func otherMembersAndDays() async throws {
    let number = try await fixture.decided(feedPosition: 0)
    try await fixture.claims.record([change(1, member: "M2")], stale: [])
    try await fixture.claims.record([change(2, 20_400, 20_499)], stale: [])
    try await fixture.claims.record([change(3, 20_501, 20_600)], stale: [])
    #expect(try await fixture.claims.laterChanges(number).isEmpty)
    try await fixture.claims.record([change(4, 20_500, 20_500)], stale: [])
    #expect(try await fixture.claims.laterChanges(number).map(\.position) == [4])
  }

  @Test("A claim that is not decided has no later changes")
  func undecided() async throws {
    let number = try await fixture.accepted()
    try await fixture.claims.record([change(1)], stale: [])
    #expect(try await fixture.claims.laterChanges(number).isEmpty)
  }

  @Test("Marks are kept for the attempt that they name")
  func marks() async throws {
    let number = try await fixture.accepted()
    let facts = ClaimV1.FactsRecord.with { $0.coverage = .with { $0.feedPosition = 1 } }
    try await fixture.claims.record(facts: facts, of: number, attempt: 1)
    try await fixture.claims.record([change(1)], stale: [stale(number, 2, at: 1)])
    #expect(try await fixture.claims.openClaim(number)?.areFactsStale == false)
    try await fixture.claims.record([change(1)], stale: [stale(number, 1, at: 1)])
    #expect(
      try await fixture.claims.openClaim(number)?.areFactsStale == false, "the facts reflect it")
    try await fixture.claims.record([change(2)], stale: [stale(number, 1, at: 2)])
    #expect(try await fixture.claims.openClaim(number)?.areFactsStale == true)
  }

  private func stale(
    _ claim: ClaimNumber, _ attempt: Int, at position: Int64
  ) -> ClaimStore.StaleFacts {
    ClaimStore.StaleFacts(
      claim: claim, attempt: attempt, service: "eligibility", position: position)
  }
}
