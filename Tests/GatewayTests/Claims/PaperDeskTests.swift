import Domain
import Logging
import Messages
import Protobuf
import Storage
import Synchronization
import Testing

@testable import Gateway

@Suite("Promised papers", .timeLimit(.minutes(2)))
struct PaperDeskTests {
  private let fixture: ClaimStoreFixture
  private let services = FakeServices()
  private let process: GatewayProcess

  init() throws {
    fixture = try ClaimStoreFixture()
    process = GatewayProcess(fixture, services)
  }

  private func promising(_ numbers: String...) async throws -> ClaimNumber {
    var claim = Sample.claim()
    claim.attachments = numbers.map { number in
      .with {
        $0.transmission = "BM"
        $0.controlNumber = number
      }
    }
    return try await fixture.accepted(claim)
  }

  private func record(_ controlNumber: String, _ number: ClaimNumber) async throws {
    try await store(controlNumber, number)
    try await process.papers.continueIfComplete(number)
  }

  private func store(_ controlNumber: String, _ number: ClaimNumber) async throws {
    _ = try await fixture.claims.record(
      ClaimStore.Paper(
        requestID: "P\(controlNumber)", controlNumber: controlNumber,
        digest: Array(repeating: 1, count: 32), mediaType: "application/pdf", size: 10,
        recordedBy: "hmo", recordedAt: Sample.now), on: number)
  }

  private func state(_ number: ClaimNumber) async throws -> ClaimV1.ClaimState? {
    try await fixture.claims.listed(number)?.state
  }

  private func pass(_ days: Int) {
    _ = process.clock.set(process.clock.now.adding(days: days))
  }

  @Test("ATTACH-1: a claim waits until the last paper is recorded and is then paid")
  func arrives() async throws {
    let number = try await promising("A1", "A2")
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(number) == .pended)
    try await record("A1", number)
    #expect(try await state(number) == .pended)
    try await record("A2", number)
    #expect(try await state(number) == .accepted)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(number) == .payable)
  }

  @Test("ATTACH-1: a paper that arrives before the claim is looked at is not waited for")
  func arrivesEarly() async throws {
    let number = try await promising("A1")
    try await record("A1", number)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(number) == .payable)
  }

  @Test("ATTACH-1: a paper that arrives while the claim is being pended lets it go on")
  func arrivesMeanwhile() async throws {
    let number = try await promising("A1")
    services.during(.contract) { try await record("A1", number) }
    _ = try await GatewayProcess(fixture, services).drive(number)
    #expect(try await state(number) == .accepted)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(number) == .payable)
  }

  @Test("ATTACH-1: a claim whose last paper was recorded just before the process ended goes on")
  func recordedBeforeCrash() async throws {
    let complete = try await promising("A1", "A2")
    #expect(try await GatewayProcess(fixture, services).drive(complete))
    try await store("A1", complete)
    try await store("A2", complete)
    var other = Sample.claim("P2", member: "M2")
    other.attachments = [.with { $0.transmission = "BM" }]
    let waiting = try await fixture.accepted(other)
    #expect(try await GatewayProcess(fixture, services).drive(waiting))
    #expect(try await state(complete) == .pended)
    let reopened = try await fixture.reopened()
    let later = GatewayProcess(reopened, services)
    #expect(await later.papers.continueWhatIsComplete())
    #expect(later.claims.takeLeftBehind(10) == [complete])
    #expect(try await reopened.claims.listed(waiting)?.state == .pended)
    #expect(try await later.drive(complete))
    #expect(try await reopened.claims.listed(complete)?.state == .payable)
  }

  @Test(
    "ATTACH-2: the timer denies when the papers are due and no moment earlier",
    arguments: [(0, 30), (45, 45)])
  func due(contractDays: Int32, days: Int) async throws {
    services.set { $0.attachmentDays = contractDays }
    let number = try await promising("A1")
    #expect(try await GatewayProcess(fixture, services).drive(number))
    let task = try #require(try await fixture.claims.pended(number))
    #expect(task.dueAt == Sample.now.adding(days: days))
    pass(days - 1)
    #expect(await process.papers.decideWhatIsDue())
    #expect(try await state(number) == .pended)
    pass(1)
    #expect(await process.papers.decideWhatIsDue())
    #expect(try await state(number) == .accepted)
    #expect(
      try await fixture.claims.pendedFindings(of: number).reasons == [0: .attachmentMissing])
    #expect(try await GatewayProcess(fixture, services).drive(number))
    let adjudication = try #require(
      try services.read(.adjudicate, as: PaymentV1.Adjudication.self).first)
    #expect(adjudication.lines.map(\.reasons) == [["PWK_NOT_RECEIVED"]])
    #expect(try await state(number) == .denied)
  }

  @Test(
    "ATTACH-1, ATTACH-2: the desk begins with what is complete, and looks every hour at the rest")
  func runs() async throws {
    let complete = try await promising("A1")
    #expect(try await GatewayProcess(fixture, services).drive(complete))
    try await store("A1", complete)
    var other = Sample.claim("P2", member: "M2")
    other.attachments = [.with { $0.transmission = "BM" }]
    let waiting = try await fixture.accepted(other)
    #expect(try await GatewayProcess(fixture, services).drive(waiting))

    let pauses = Pauses()
    let claims = OpenClaims(clock: process.clock, machine: pauses.clock)
    let desk = PaperDesk(
      store: fixture.claims, claims: claims, clock: process.clock,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { await desk.run() }
    #expect(await pauses.next() == .seconds(3_600))
    #expect(claims.takeLeftBehind(10) == [complete])
    pass(30)
    pauses.end()
    #expect(await pauses.next() == .seconds(3_600))
    #expect(claims.takeLeftBehind(10) == [waiting])
    await fixture.claims.store.close()
    pauses.end()
    #expect(await pauses.next() == .seconds(5), "the store did not answer")
    running.cancel()
    pauses.end()
    await running.value
  }

  @Test("ATTACH-2: the timer does not deny a claim whose papers are all there")
  func completeWhenDue() async throws {
    let number = try await promising("A1")
    #expect(try await GatewayProcess(fixture, services).drive(number))
    try await store("A1", number)
    pass(30)
    #expect(await process.papers.decideWhatIsDue())
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(try await state(number) == .payable)
  }

  @Test("ATTACH-2: claims beyond one page of the timer are decided too")
  func pages() async throws {
    let due = PendDue(papersDueAt: Sample.now, isOnlyForPapers: true, at: Sample.now)
    var numbers: [ClaimNumber] = []
    for index in 0..<300 {
      let number = try await fixture.accepted(Sample.claim("P\(index)", member: "M\(index)"))
      try await fixture.claims.record(
        pended: Sample.pended(.attachmentAwaited, line: 1), of: number, attempt: 1,
        at: Sample.now, due: due)
      numbers.append(number)
    }
    #expect(await process.papers.decideWhatIsDue())
    #expect(process.claims.takeLeftBehind(1_000) == numbers)
    #expect(await process.papers.decideWhatIsDue())
    #expect(process.claims.takeLeftBehind(1_000) == [])
  }

  @Test("ATTACH-2: what else a claim waits for is no business of the timer")
  func otherReasonsStay() async throws {
    services.set { $0.unitFeeCents = nil }
    let number = try await promising("A1")
    #expect(try await GatewayProcess(fixture, services).drive(number))
    try await record("A1", number)
    #expect(try await GatewayProcess(fixture, services).drive(number))
    #expect(
      try await fixture.claims.pended(number)?.record.reasons.map(\.reason) == ["RATE_MISSING"])
    pass(400)
    #expect(await process.papers.decideWhatIsDue())
    #expect(try await state(number) == .pended)
  }
}

/// A machine's clock whose pauses a test sees, and ends.
private final class Pauses: Sendable {
  private let begun: AsyncStream<Duration>
  private let begin: AsyncStream<Duration>.Continuation
  private let held = Mutex<CheckedContinuation<Void, Never>?>(nil)

  init() {
    (begun, begin) = AsyncStream.makeStream()
  }

  var clock: MachineClock {
    MachineClock(now: { Sample.now }, uptime: { 0 }) { duration in
      await withCheckedContinuation { continuation in
        self.held.withLock { $0 = continuation }
        self.begin.yield(duration)
      }
    }
  }

  /// How long the next pause is to be.
  func next() async -> Duration? {
    for await duration in begun { return duration }
    return nil
  }

  /// Ends the pause that has begun.
  func end() {
    let continuation = held.withLock { held in
      defer { held = nil }
      return held
    }
    continuation?.resume()
  }
}
