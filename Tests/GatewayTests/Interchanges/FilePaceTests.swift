import Domain
import EDI
import Logging
import Messages
import NIOCore
import Protobuf
import RPC
import SampleClaims
import Synchronization
import Testing

@testable import Gateway

@Suite(
  "A sender who waits for decisions sends no faster than claims are decided",
  .timeLimit(.minutes(1)))
struct FilePaceTests {
  private let sender: FileSender
  private let claims: OpenClaims
  private let uptime = Uptime()
  private let looks: AsyncStream<Void>

  init() throws {
    sender = try FileSender()
    let (looks, look) = AsyncStream<Void>.makeStream()
    self.looks = looks
    claims = OpenClaims(
      clock: BusinessClock(.manual(Sample.now)),
      machine: MachineClock(
        now: { Sample.now }, uptime: { [uptime] in uptime.value.withLock { $0 } },
        wait: { [uptime] _ in
          // Somebody waits, or nobody would look for those whose time is over.
          look.yield()
          uptime.pass()
          uptime.onLook.withLock { $0 }?()
          await Task.yield()
        }))
  }

  /// The time of the machine, which passes by so much at each look for those who waited too long.
  private final class Uptime: Sendable {
    let value = Mutex<Int64>(0)
    let step = Mutex<Int64>(0)
    /// What happens at each look.
    let onLook = Mutex<(@Sendable () -> Void)?>(nil)

    func pass() { value.withLock { $0 += step.withLock { $0 } } }
  }

  private func begin(_ count: Int) {
    for number in 1...count { claims.begin([Self.record(1_000_000 + Int64(number))]) }
  }

  private static func record(_ number: Int64) -> ClaimStore.OpenRecord {
    ClaimStore.OpenRecord(
      number: ClaimNumber(number), acceptedAt: Sample.now, memberID: "M1",
      days: DaySpan(from: Sample.today, to: Sample.today),
      accepted: .with { $0.claim = Sample.claim() }, factsAttempt: 0, facts: nil,
      areFactsStale: false, pendedAttempt: 0)
  }

  private func end(_ number: Int64) throws {
    claims.end(try #require(claims.claim(ClaimNumber(1_000_000 + number))))
  }

  /// What a sender who waits is told; one who waits for ever ends with the time of the test, so that it fails.
  private func mayGoOn(_ sender: Task<Bool, Never>) async -> Bool {
    await withTaskCancellationHandler {
      await sender.value
    } onCancel: {
      sender.cancel()
    }
  }

  private func file(
    pacedUntil: NIODeadline?, clock: BusinessClock = BusinessClock(.manual(Sample.now))
  ) -> FileIntake {
    var file = FileIntake(
      intake: ClaimIntake(
        store: sender.fixture.claims, claims: claims, clock: clock),
      inquiries: InquiryAnswers(store: sender.fixture.claims), submitter: Sample.submitter,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    file.pacedUntil = pacedUntil
    return file
  }

  private var bytes: [UInt8] {
    Array(ClaimFileWriter.text(of: sender.claims(3), in: sender.envelope()).utf8)
  }

  @Test("Nothing is taken while as many claims are under way as keep the services busy")
  func waits() async throws {
    begin(SendingPace.claimsMax)
    try await whileWatched {
      var file = file(pacedUntil: .distantFuture)
      let bytes = bytes
      let reading = Task {
        _ = try await file.read(bytes)
        return file
      }
      for await _ in looks { break }
      #expect(try await sender.fixture.claims.lastNumber().value == 0)
      try end(1)
      let read = try await reading.value
      #expect(read.summary.accepted == 3)
      // What was expected has come: there is room for one more as soon as three end.
      #expect(claims.count == SendingPace.claimsMax + 2)
      for number in Int64(2)...4 { try end(number) }
      #expect(await claims.keepPace(1))
    }
  }

  @Test("Where no claim is decided, what arrives is stored, and nobody is held up until one is")
  func standstill() async throws {
    begin(SendingPace.claimsMax)
    uptime.step.withLock { $0 = 500_000 }
    try await whileWatched {
      var file = file(pacedUntil: .distantFuture)
      _ = try await file.read(bytes)
      #expect(file.summary.accepted == 3)
      let looked = uptime.value.withLock { $0 }
      #expect(looked >= 1_000_000)
      #expect(await !claims.keepPace(1))
      #expect(uptime.value.withLock { $0 } == looked, "nobody looked, so nobody waited")
      for number in Int64(1)...4 { try end(number) }
      #expect(await claims.keepPace(1), "pacing goes on when claims are decided")
    }
  }

  @Test("A sender who does not wait for decisions is not held up")
  func notPaced() async throws {
    begin(SendingPace.claimsMax)
    var file = file(pacedUntil: nil)
    _ = try await file.read(bytes)
    #expect(file.summary.accepted == 3)
  }

  @Test("The sender who waits longest goes on first")
  func oldestFirst() async throws {
    begin(SendingPace.claimsMax + 1)
    let senders = (1...2).map { _ in
      Task.immediate { [claims] in await claims.keepPace(SendingPace.claimsMax) }
    }
    try end(1)
    try end(2)
    #expect(await mayGoOn(senders[0]))
    // What it sends is expected: the other goes on when it has come and enough has ended.
    try end(3)
    claims.arrived(SendingPace.claimsMax)
    #expect(await mayGoOn(senders[1]))
  }

  @Test("What a sender was let to send holds up the next until it has come")
  func expected() async throws {
    let sender = Task { await claims.keepPace(SendingPace.claimsMax) }
    #expect(await mayGoOn(sender))
    try await whileWatched {
      let other = Task { await claims.keepPace(1) }
      for await _ in looks { break }
      claims.arrived(SendingPace.claimsMax)
      #expect(await mayGoOn(other))
    }
  }

  /// Runs `body` while somebody looks after those who wait.
  private func whileWatched(_ body: () async throws -> Void) async throws {
    let watching = Task { [claims] in await claims.watchCallers() }
    defer { watching.cancel() }
    try await body()
    watching.cancel()
    await watching.value
  }

  /// Ends a claim at each look, and begins as many as `begun` says.
  private func endAtEachLook(beginning begun: Int) {
    let counter = Counter()
    let act: @Sendable () -> Void = { [claims] in
      let number = counter.next()
      if let claim = claims.claim(ClaimNumber(1_000_000 + number)) { claims.end(claim) }
      if begun > 0 { claims.begin([Self.record(2_000_000 + number)]) }
    }
    uptime.onLook.withLock { $0 = act }
  }

  @Test("A sender waits on while claims end and there may soon be room")
  func progress() async throws {
    begin(SendingPace.claimsMax + 40)
    uptime.step.withLock { $0 = 100_000 }
    endAtEachLook(beginning: 0)
    try await whileWatched {
      #expect(await claims.keepPace(1))
      #expect(uptime.value.withLock { $0 } >= 40 * 100_000)
    }
  }

  @Test("A sender is let to send after five seconds although others keep every place taken")
  func starving() async throws {
    begin(SendingPace.claimsMax + 40)
    uptime.step.withLock { $0 = 100_000 }
    endAtEachLook(beginning: 1)
    try await whileWatched {
      #expect(await !claims.keepPace(1))
      #expect(uptime.value.withLock { $0 } >= 5_000_000)
      #expect(claims.waitingSenders == 0)
    }
  }

  @Test("A sender who is cancelled while waiting lets the next go on, and expects nothing")
  func cancelled() async throws {
    begin(SendingPace.claimsMax)
    let senders = (1...3).map { _ in
      Task.immediate { [claims] in await claims.keepPace(SendingPace.claimsMax) }
    }
    #expect(claims.waitingSenders == 3)
    senders[0].cancel()
    #expect(await !mayGoOn(senders[0]))
    #expect(claims.waitingSenders == 2)
    try end(1)
    #expect(await mayGoOn(senders[1]))
    #expect(claims.waitingSenders == 1, "what the second sends is expected")
    claims.stop()
    #expect(await !mayGoOn(senders[2]))
    #expect(claims.waitingSenders == 0)
  }

  @Test("A newcomer does not overtake who waits")
  func newcomer() async throws {
    begin(SendingPace.claimsMax)
    let first = Task.immediate { [claims] in await claims.keepPace(1) }
    // Room comes by way of claims that are taken elsewhere: nobody is told of it at once.
    claims.leaveBehind(ClaimNumber(5))
    try end(1)
    #expect(claims.waitingSenders == 1, "claims that were left in the store come first")
    _ = claims.takeLeftBehind(1)
    let second = Task.immediate { [claims] in await claims.keepPace(1) }
    #expect(claims.waitingSenders == 2)
    for number in Int64(2)...3 { try end(number) }
    #expect(await mayGoOn(first))
    #expect(await mayGoOn(second))
  }

  @Test(
    "A set of several slices is held up for each, and a slice that cannot be stored expects nothing"
  )
  func slices() async throws {
    begin(SendingPace.claimsMax - 1)
    try await whileWatched {
      let text = ClaimFileWriter.text(of: sender.claims(300), in: sender.envelope(perSet: 300))
      var file = file(pacedUntil: .distantFuture)
      let reading = Task {
        _ = try await file.read(Array(text.utf8))
        return file.summary.accepted
      }
      for await _ in looks { break }
      #expect(try await sender.fixture.claims.lastNumber().value == 128)
      for number in 1..<Int64(SendingPace.claimsMax) { try end(number) }
      #expect(try await reading.value == 300)

      // The gateway's time is not set, so that the next three cannot be taken.
      var failing = self.file(pacedUntil: .distantFuture, clock: BusinessClock(.manual(nil)))
      await #expect(throws: RPCError.self) {
        _ = try await failing.read(
          Array(ClaimFileWriter.text(of: sender.claims(3), in: sender.envelope(control: 2)).utf8))
      }
      #expect(await claims.keepPace(SendingPace.claimsMax - 300 - 1))
      #expect(await claims.keepPace(1), "the three are not expected any more")
    }
  }
}

/// Counts from one.
private final class Counter: Sendable {
  private let value = Mutex<Int64>(0)

  func next() -> Int64 {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
