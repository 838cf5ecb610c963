import Domain
import RPC
import ServiceProcess
import Synchronization
import TLS
import Testing

@Suite("Roles belong to people, with days")
struct PeopleRosterTests {
  /// A day and a time that a test sets.
  private final class Clock: Sendable {
    private let value = Mutex((day: Sample.today, elapsed: Duration.zero))
    private let start = ContinuousClock.now

    var day: Day {
      get { value.withLock { $0.day } }
      set { value.withLock { $0.day = newValue } }
    }

    var now: ContinuousClock.Instant { start + value.withLock { $0.elapsed } }

    func wait(_ duration: Duration) { value.withLock { $0.elapsed += duration } }

    var roster: PeopleRoster { PeopleRoster(today: { self.day }, now: { self.now }) }
  }

  private func roles(_ roster: PeopleRoster, _ name: String) throws -> Roles {
    try roster.actor(Sample.identity(.person, name)).roles
  }

  @Test("A role is held from its first day to its last, and on no other")
  func days() throws {
    let clock = Clock()
    let roster = clock.roster
    let span = try #require(DaySpan(checkedFrom: Sample.day(1), to: Sample.day(3)))
    roster.replace(
      with: PeopleSnapshot(revision: 1, people: ["kim": [RoleGrant(.examiner, on: span)]]))
    for (offset, expected) in [(0, []), (1, .examiner), (3, .examiner), (4, [])]
      as [(Int, Roles)]
    {
      clock.day = Sample.day(offset)
      #expect(try roles(roster, "kim") == expected, "day \(offset)")
    }
  }

  @Test("A clock that is set back gives no role again")
  func setBack() throws {
    let clock = Clock()
    let roster = clock.roster
    let span = try #require(DaySpan(checkedFrom: Sample.day(0), to: Sample.day(1)))
    roster.replace(
      with: PeopleSnapshot(revision: 1, people: ["kim": [RoleGrant(.examiner, on: span)]]))
    #expect(try roles(roster, "kim") == .examiner)
    clock.day = Sample.day(2)
    #expect(try roles(roster, "kim") == [])
    clock.day = Sample.day(1)
    #expect(try roles(roster, "kim") == [])
  }

  @Test("While the clock cannot be read nobody's roles are known, and programs are not concerned")
  func unreadableClock() throws {
    let roster = PeopleRoster(today: { nil })
    roster.replace(with: Sample.snapshot(["kim": .examiner]))
    let error = #expect(throws: RPCError.self) { try roles(roster, "kim") }
    #expect(error?.reason == "ROLES_UNKNOWN")
    #expect(try roster.actor(Sample.identity(.client, "integrator")).roles == .submitter)
  }

  @Test("Several roles add up, and a name that only resembles a person's has none")
  func sums() throws {
    let roster = Clock().roster
    let always = DaySpan(from: .first)
    roster.replace(
      with: PeopleSnapshot(
        revision: 1,
        people: ["kim": [RoleGrant(.nurse, on: always), RoleGrant(.auditor, on: always)]]))
    #expect(try roles(roster, "kim") == [.nurse, .auditor])
    for name in ["Kim", "kim.", "ki", "kimm", "gateway", "hmo"] {
      #expect(try roles(roster, name) == [], "\(name)")
    }
  }

  @Test("A role that is taken away is gone at the next call")
  func taken() throws {
    let roster = Clock().roster
    roster.replace(with: Sample.snapshot(["kim": .operator]))
    #expect(try roles(roster, "kim") == .operator)
    roster.replace(with: Sample.snapshot([:], revision: 2))
    #expect(try roles(roster, "kim") == [])
  }

  @Test("Programs and processes keep their roles whatever people are loaded")
  func fixed() throws {
    let roster = Clock().roster
    roster.expect()
    roster.replace(with: Sample.snapshot(["payment": .operator, "someone": .operator]))
    #expect(try roster.actor(Sample.identity(.service, "gateway")).roles == .gateway)
    #expect(try roster.actor(Sample.identity(.service, "payment")).roles == [])
    #expect(try roster.actor(Sample.identity(.client, "someone")).roles == [])
    #expect(try roster.actor(Sample.identity(.client, "integrator")).roles == .submitter)
    #expect(
      try roster.actor(Sample.identity(.client, "hmo")).roles
        == [.operator, .examiner, .submitter, .auditor])
  }

  @Test("While nothing is known a person hears UNAVAILABLE and when to come back")
  func unknown() throws {
    let roster = Clock().roster
    roster.expect()
    let error = #expect(throws: RPCError.self) { try roles(roster, "kim") }
    #expect(error?.code == .unavailable && error?.reason == "ROLES_UNKNOWN")
    #expect(error?.retryDelay != nil)
    roster.replace(with: Sample.snapshot(["kim": .nurse]))
    #expect(try roles(roster, "kim") == .nurse)
  }

  @Test("A process that is told of no people gives them no role, and waits for nothing")
  func nobody() throws {
    #expect(try roles(Clock().roster, "kim") == [])
  }

  @Test("What was told last is believed for 15 minutes after the loss, and then nothing is known")
  func aging() throws {
    let clock = Clock()
    let roster = clock.roster
    roster.expect()
    roster.replace(with: Sample.snapshot(["kim": .nurse]))
    clock.wait(.seconds(10_000))
    #expect(try roles(roster, "kim") == .nurse)
    roster.loseTouch()
    clock.wait(.seconds(600))
    roster.loseTouch()
    clock.wait(.seconds(300))
    #expect(try roles(roster, "kim") == .nurse)
    clock.wait(.seconds(1))
    let error = #expect(throws: RPCError.self) { try roles(roster, "kim") }
    #expect(error?.reason == "ROLES_UNKNOWN")
    roster.replace(with: Sample.snapshot(["kim": .examiner], revision: 2))
    #expect(try roles(roster, "kim") == .examiner)
  }

  @Test("A watcher hears of the people at once and of each change, and places are bounded")
  func watchers() async throws {
    let roster = Clock().roster
    roster.replace(with: Sample.snapshot(["kim": .nurse]))
    var held: [AsyncStream<PeopleSnapshot>] = []
    for _ in 0..<PeopleRoster.watchersMax { held.append(try #require(roster.snapshots())) }
    #expect(roster.snapshots() == nil)
    var first = held[0].makeAsyncIterator()
    #expect(await first.next()?.revision == 1)
    roster.replace(with: Sample.snapshot([:], revision: 2))
    #expect(await first.next()?.revision == 2)
    held.removeLast()
    #expect(roster.snapshots() != nil)
  }
}
