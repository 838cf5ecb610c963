import Domain
import Messages
import Protobuf
import Storage
import Synchronization
import Testing

@testable import Gateway

@Suite("The register of claims on their way", .timeLimit(.minutes(2)))
struct OpenClaimsTests {
  private let claims = OpenClaims(clock: BusinessClock(.manual(Sample.now)))

  private func record(
    _ number: Int64, member: String = "M1", pendedAttempt: Int = 0
  ) -> ClaimStore.OpenRecord {
    ClaimStore.OpenRecord(
      number: ClaimNumber(number), acceptedAt: Sample.now, memberID: member,
      days: DaySpan(from: Sample.today, to: Sample.today),
      accepted: .with { $0.claim = Sample.claim() }, factsAttempt: 0, facts: nil,
      areFactsStale: false, pendedAttempt: pendedAttempt)
  }

  private func begin(_ range: ClosedRange<Int64>) {
    for number in range { claims.begin([record(number)]) }
  }

  private func end(_ number: Int64) throws {
    claims.end(try #require(claims.claim(ClaimNumber(number))))
  }

  /// The claims that were set on their way, in order, once no more will be.
  private func started() async -> [Int64] {
    claims.stop()
    var numbers: [Int64] = []
    for await begun in claims.started { numbers += begun.map(\.number.value) }
    return numbers
  }

  @Test("A claim that is under way is not begun again")
  func beginsOnce() async throws {
    claims.begin([record(1)])
    claims.begin([record(1)])
    #expect(claims.count == 1)
    #expect(await started() == [1])
  }

  @Test("A claim on which a person decided while it still ends is begun again when it has ended")
  func decidedWhileEnding() async throws {
    claims.begin([record(1)])
    claims.begin([record(1, pendedAttempt: 1)])
    try end(1)
    #expect(claims.claim(ClaimNumber(1))?.attempt == 2)
    try end(1)
    #expect(claims.count == 0)
    #expect(await started() == [1, 1])
  }

  @Test("Claims that are begun together start together, in order, but for those that are under way")
  func beginsTogether() async throws {
    claims.begin([record(2)])
    claims.begin([record(1), record(2), record(3), record(1)])
    claims.begin([])
    #expect(claims.count == 3)
    claims.stop()
    var begun: [[Int64]] = []
    for await together in claims.started { begun.append(together.map(\.number.value)) }
    #expect(begun == [[2], [1, 3]])
  }

  @Test("Of claims begun together, those for which there is no room are left in the store")
  func leavesBehindOfMany() async throws {
    let limit = Int64(OpenClaims.inFlightMax)
    claims.begin((1...limit + 2).map { record($0) })
    #expect(claims.count == OpenClaims.inFlightMax)
    try end(1)
    try end(2)
    #expect(claims.takeLeftBehind(256).map(\.value) == [limit + 1, limit + 2])
    #expect(await started() == Array(1...limit))
  }

  @Test(
    "More than the limit are left in the store and brought in, oldest first, as places come free")
  func leavesBehind() throws {
    let limit = Int64(OpenClaims.inFlightMax)
    begin(1...limit + 5)
    #expect(claims.count == OpenClaims.inFlightMax)
    #expect(!claims.hasRoom)
    #expect(claims.takeLeftBehind(256).isEmpty, "there is no place")
    for number in Int64(1)...3 { try end(number) }
    #expect(claims.hasRoom)
    #expect(claims.takeLeftBehind(2).map(\.value) == [limit + 1, limit + 2])
    #expect(claims.takeLeftBehind(256).map(\.value) == [limit + 3, limit + 4, limit + 5])
    #expect(claims.takeLeftBehind(256).isEmpty, "each is taken once")
  }

  @Test("A new claim does not take the place of those that were left in the store")
  func inTurn() throws {
    let limit = Int64(OpenClaims.inFlightMax)
    begin(1...limit + 1)
    for number in Int64(1)...2 { try end(number) }
    claims.begin([record(limit + 2)])
    #expect(claims.claim(ClaimNumber(limit + 2)) == nil)
    #expect(claims.takeLeftBehind(256).map(\.value) == [limit + 1, limit + 2])
    begin(limit + 1...limit + 2)
    #expect(claims.count == OpenClaims.inFlightMax)
  }

  @Test("The claims of a member are found while they are under way")
  func byMember() throws {
    claims.begin([record(1, member: "A")])
    claims.begin([record(2, member: "B")])
    claims.begin([record(3, member: "A")])
    #expect(claims.claims(of: "A").map(\.number.value).sorted() == [1, 3])
    try end(1)
    #expect(claims.claims(of: "A").map(\.number.value) == [3])
    try end(3)
    #expect(claims.claims(of: "A").isEmpty)
    #expect(claims.all.map(\.number.value) == [2])
  }

  @Test("Everyone who waits for a claim goes on when it ends, and nobody else does")
  func waiters() async throws {
    begin(1...2)
    let first = (0..<3).map { _ in Task.immediate { await claims.waitUntilEnded(ClaimNumber(1)) } }
    let other = Task.immediate {
      await claims.waitUntilEnded(ClaimNumber(2))
      return claims.claim(ClaimNumber(2)) == nil
    }
    try end(1)
    for task in first { await task.value }
    try end(2)
    #expect(await other.value)
  }

  @Test("Nobody waits for a claim that is not under way")
  func noWait() async {
    await claims.waitUntilEnded(ClaimNumber(7))
  }

  @Test("Whoever is cancelled stops waiting, before and after it began to wait")
  func cancelledWaiter() async throws {
    begin(1...1)
    let waiting = Task.immediate { await claims.waitUntilEnded(ClaimNumber(1)) }
    waiting.cancel()
    await waiting.value
    let late = Task {
      await untilCancelled()
      await claims.waitUntilEnded(ClaimNumber(1))
    }
    late.cancel()
    await late.value
    #expect(claims.count == 1)
  }

  @Test("Whoever waits for a time goes on when it is over, and the others wait on")
  func waitersWithTime() async throws {
    let uptime = Mutex<Int64>(0)
    let (paused, pause) = AsyncStream<Void>.makeStream()
    let machine = MachineClock(
      now: { Sample.now }, uptime: { uptime.withLock { $0 } },
      wait: { _ in
        // Each look finds a second more gone.
        uptime.withLock { $0 += 1_000_000 }
        pause.yield()
        await Task.yield()
      })
    let claims = OpenClaims(clock: BusinessClock(.manual(Sample.now)), machine: machine)
    claims.begin([record(1)])
    let patient = Task.immediate { await claims.waitUntilEnded(ClaimNumber(1)) }
    let hurried = Task.immediate { await claims.waitUntilEnded(ClaimNumber(1), for: .seconds(3)) }
    let watching = Task { await claims.watchCallers() }
    await hurried.value
    #expect(uptime.withLock { $0 } >= 3_000_000)
    #expect(claims.claim(ClaimNumber(1)) != nil)
    for await _ in paused { break }
    claims.end(try #require(claims.claim(ClaimNumber(1))))
    await patient.value
    watching.cancel()
    await watching.value
  }

  @Test("Records wait for each other only where many claims are under way")
  func urgency() {
    begin(1...16)
    #expect(claims.urgency == .immediate)
    begin(17...17)
    #expect(claims.urgency == .gathered)
  }

  @Test("When the process ends nothing more is begun and everyone who waits goes on")
  func stop() async {
    begin(1...1)
    let waiting = Task.immediate { await claims.waitUntilEnded(ClaimNumber(1)) }
    claims.stop()
    await waiting.value
    claims.begin([record(2)])
    #expect(claims.claim(ClaimNumber(2)) == nil)
    await claims.waitUntilEnded(ClaimNumber(1))
  }
}

@Suite("The pump drives every open claim", .timeLimit(.minutes(3)))
struct ClaimPumpTests {
  private func pump(_ process: GatewayProcess, lastAtStart: ClaimNumber) -> ClaimPump {
    ClaimPump(
      store: process.store, claims: process.claims, driver: process.driver, log: process.driver.log,
      lastAtStart: lastAtStart)
  }

  /// Runs the pump until no claim of the store is open.
  private func run(
    _ process: GatewayProcess, lastAtStart: ClaimNumber,
    _ body: @escaping @Sendable () async throws -> Void = {}
  ) async throws {
    let pump = pump(process, lastAtStart: lastAtStart)
    let running = Task {
      await withDiscardingTaskGroup { group in
        group.addTask { await process.edges.run() }
        group.addTask { await pump.run() }
      }
    }
    try await body()
    while try await process.store.counts().accepted > 0 { await Task.yield() }
    running.cancel()
    await running.value
  }

  @Test("Claims that the store held at start are decided, whatever their last record")
  func atStart() async throws {
    let fixture = try ClaimStoreFixture()
    let services = FakeServices()
    for number in 1...40 {
      try await fixture.accept(Sample.claim("P\(number)", member: "M\(number)"))
    }
    let decided = try await fixture.decided(Sample.claim("D", member: "D"))
    let pended = try await fixture.pended(Sample.claim("E", member: "E"))
    let process = GatewayProcess(fixture, services)
    try await run(process, lastAtStart: try await fixture.claims.lastNumber())
    #expect(services.postings.count == 40)
    #expect(services.postings.values.allSatisfy { $0 == 1 })
    #expect(services.postings[decided.text] == nil && services.postings[pended.text] == nil)
    #expect(process.claims.count == 0)
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test("Claims beyond the places that there are wait in the store and are decided, each once")
  func beyondTheLimit() async throws {
    let fixture = try ClaimStoreFixture()
    let services = FakeServices()
    let process = GatewayProcess(fixture, services)
    let gate = AsyncGate()
    services.during(.coverage) { await gate.wait() }
    let count = OpenClaims.inFlightMax + 300
    try await run(process, lastAtStart: ClaimNumber(0)) {
      for start in stride(from: 0, to: count, by: 128) {
        _ = try await process.intake.submit(
          (start..<min(count, start + 128)).map {
            (claim: Sample.claim("P\($0)", member: "M\($0)"), key: "K\($0)")
          }, from: Sample.submitter)
      }
      #expect(process.claims.count <= OpenClaims.inFlightMax)
      gate.open()
    }
    #expect(services.postings.count == count)
    #expect(services.postings.values.allSatisfy { $0 == 1 })
    #expect(services.requests(.adjudicate).count == count)
  }
}
