import Domain
import EDI
import Logging
import Messages
import Protobuf
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
    for number in 1...count {
      claims.begin(
        ClaimStore.OpenRecord(
          number: ClaimNumber(1_000_000 + Int64(number)), acceptedAt: Sample.now, memberID: "M1",
          days: DaySpan(from: Sample.today, to: Sample.today),
          accepted: .with { $0.claim = Sample.claim() }, factsAttempt: 0, facts: nil,
          areFactsStale: false, pendedAttempt: 0))
    }
  }

  private func end(_ number: Int64) throws {
    claims.end(try #require(claims.claim(ClaimNumber(1_000_000 + number))))
  }

  private func file(isPaced: Bool) -> FileIntake {
    var file = FileIntake(
      intake: ClaimIntake(
        store: sender.fixture.claims, claims: claims, clock: BusinessClock(.manual(Sample.now))),
      inquiries: InquiryAnswers(store: sender.fixture.claims), submitter: Sample.submitter,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    file.isPaced = isPaced
    return file
  }

  private var bytes: [UInt8] {
    Array(ClaimFileWriter.text(of: sender.claims(3), in: sender.envelope()).utf8)
  }

  @Test("Nothing is taken while as many claims are under way as keep the services busy")
  func waits() async throws {
    begin(OpenClaims.paceMax)
    let watching = Task { await claims.watchWaiters() }
    var file = file(isPaced: true)
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
    #expect(read.isPaced)
    watching.cancel()
    await watching.value
  }

  @Test("Where no claim is decided, what arrives is stored, and its sender is held up once")
  func standstill() async throws {
    begin(OpenClaims.paceMax)
    uptime.step.withLock { $0 = 500_000 }
    let watching = Task { await claims.watchWaiters() }
    var file = file(isPaced: true)
    _ = try await file.read(bytes)
    #expect(file.summary.accepted == 3)
    #expect(!file.isPaced)
    #expect(uptime.value.withLock { $0 } >= 1_000_000)
    watching.cancel()
    await watching.value
  }

  @Test("A sender who does not wait for decisions is not held up")
  func notPaced() async throws {
    begin(OpenClaims.paceMax)
    var file = file(isPaced: false)
    _ = try await file.read(bytes)
    #expect(file.summary.accepted == 3)
  }

  @Test("The sender who waits longest goes on first")
  func oldestFirst() async throws {
    begin(OpenClaims.paceMax + 1)
    let senders = (1...2).map { _ in
      Task.immediate { [claims] in await claims.keepPace(OpenClaims.paceMax) }
    }
    try end(1)
    try end(2)
    #expect(await senders[0].value)
    // What it sends is expected: the other goes on when it has come and enough has ended.
    try end(3)
    claims.arrived(OpenClaims.paceMax)
    #expect(await senders[1].value)
  }

  @Test("What a sender was let to send holds up the next until it has come")
  func expected() async throws {
    let sender = Task { await claims.keepPace(OpenClaims.paceMax) }
    #expect(await sender.value)
    let watching = Task { await claims.watchWaiters() }
    let other = Task { await claims.keepPace(1) }
    for await _ in looks { break }
    claims.arrived(OpenClaims.paceMax)
    #expect(await other.value)
    watching.cancel()
    await watching.value
  }

  @Test("A sender waits on while claims end, however long that takes")
  func progress() async throws {
    begin(OpenClaims.paceMax + 40)
    uptime.step.withLock { $0 = 600_000 }
    let ended = Mutex<Int64>(0)
    let endOne: @Sendable () -> Void = { [claims] in
      let number = ended.withLock { ended in
        ended += 1
        return ClaimNumber(1_000_000 + ended)
      }
      if let claim = claims.claim(number) { claims.end(claim) }
    }
    uptime.onLook.withLock { $0 = endOne }
    let watching = Task { await claims.watchWaiters() }
    let sender = Task { await claims.keepPace(1) }
    #expect(await sender.value)
    #expect(uptime.value.withLock { $0 } >= 40 * 600_000)
    watching.cancel()
    await watching.value
  }
}
