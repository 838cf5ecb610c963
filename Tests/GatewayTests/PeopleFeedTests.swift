import Domain
import Logging
import Messages
import Protobuf
import RPC
import ServiceProcess
import Synchronization
import TLS
import Testing

@testable import Gateway

@Suite("The gateway follows who may do what", .timeLimit(.minutes(1)))
struct PeopleFeedTests {
  private let elapsed = Elapsed()
  private let pauses = Elapsed()
  private let people: PeopleRoster

  init() {
    let (start, elapsed) = (ContinuousClock.now, elapsed)
    people = PeopleRoster(today: { Day(number: 20_000) }, now: { start + elapsed.sum })
  }

  private func message(
    _ revision: Int64, _ name: String, _ role: AuthorizationV1.Role, from: Int32 = 19_000,
    to: Int32 = 21_000
  ) -> AuthorizationV1.WatchPeopleResponse {
    .with {
      $0.revision = revision
      $0.people = [
        .with {
          $0.personID = name
          $0.roles = [
            .with {
              $0.role = role
              $0.days = .with {
                $0.from = .with { $0.days = from }
                $0.to = .with { $0.days = to }
              }
            }
          ]
        }
      ]
    }
  }

  /// Follows a stream that gives one message a round and is lost, then waits for ever.
  private func follow(
    _ rounds: [AuthorizationV1.WatchPeopleResponse], during body: () async throws -> Void
  ) async throws {
    let round = Mutex(0)
    let (done, finish) = AsyncStream.makeStream(of: Void.self)
    let feed = PeopleFeed(
      people: people, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      machine: MachineClock(now: { .now }, uptime: { 0 }, wait: { self.pauses.pass($0) })
    ) { act in
      let next = round.withLock { next in
        defer { next += 1 }
        return next
      }
      if next < rounds.count {
        try act(rounds[next])
        throw RPCError(.unavailable, "lost")
      }
      finish.yield()
      let (never, _) = AsyncStream.makeStream(of: Void.self)
      for await _ in never {}
    }
    let running = Task { await feed.run() }
    for await _ in done { break }
    try await body()
    running.cancel()
    await running.value
  }

  private func roles(_ name: String) throws -> Roles {
    guard let identity = TLSIdentity(kind: .person, name: name) else { throw FixtureError() }
    return try people.actor(identity).roles
  }

  @Test("Before the first message nothing is known of people")
  func unknown() async throws {
    try await follow([]) { () async throws in
      let error = #expect(throws: RPCError.self) { try roles("kim") }
      #expect(error?.reason == "ROLES_UNKNOWN")
    }
  }

  @Test("Each message is all people; a lost stream is followed again and keeps what was told")
  func follows() async throws {
    try await follow([
      message(1, "kim", .examiner), message(2, "lee", .operator, to: 20_000),
    ]) { () async throws in
      #expect(try roles("kim") == [])
      #expect(try roles("lee") == .operator)
    }
  }

  @Test("After a loss what was told is believed for a while only, until it is told again")
  func ages() async throws {
    try await follow([message(1, "kim", .examiner)]) { () async throws in
      elapsed.pass(PeopleRoster.agingTimeMax)
      #expect(try roles("kim") == .examiner)
      elapsed.pass(.nanoseconds(1))
      let error = #expect(throws: RPCError.self) { try roles("kim") }
      #expect(error?.reason == "ROLES_UNKNOWN")
    }
  }

  @Test("A stream that told something is followed again soon, however often it was lost before")
  func followsSoon() async throws {
    let rounds = (1...10).map { message($0, "kim", .examiner) }
    try await follow(rounds) { () async throws in
      let soon = Backoff(first: .milliseconds(50), longest: .seconds(2)).delay(after: 1)
      #expect(pauses.all == Array(repeating: soon, count: 10))
    }
  }

  @Test("A message that cannot be read whole changes nothing")
  func damaged() async throws {
    var twice = message(2, "kim", .operator)
    twice.people += twice.people
    let backwards = message(3, "kim", .operator, from: 20_001, to: 20_000)
    var without = message(4, "kim", .operator)
    without.people[0].roles[0].days = nil
    try await follow([message(1, "kim", .examiner), twice, backwards, without]) { () async throws in
      #expect(try roles("kim") == .examiner)
    }
  }

  @Test("A role of a later version opens nothing, and the others hold")
  func laterRole() async throws {
    var later = message(1, "kim", .init(rawValue: 77))
    later.people += message(1, "lee", .auditor).people
    try await follow([later]) { () async throws in
      #expect(try roles("kim") == [])
      #expect(try roles("lee") == .auditor)
    }
  }
}

/// Times that have passed.
private final class Elapsed: Sendable {
  private let times = Mutex<[Duration]>([])

  var all: [Duration] { times.withLock { $0 } }
  var sum: Duration { all.reduce(.zero, +) }

  func pass(_ time: Duration) { times.withLock { $0.append(time) } }
}
