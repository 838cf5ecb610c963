import Domain
import Logging
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("The pump of voids", .timeLimit(.minutes(2)))
struct VoidPumpTests {
  private let services = FakeServices()

  /// Decides `count` claims of as many members.
  private func decide(_ count: Int, _ fixture: ClaimStoreFixture) async throws -> [ClaimNumber] {
    var numbers: [ClaimNumber] = []
    for index in 1...count {
      let number = try await fixture.accepted(Sample.claim("P\(index)", member: "M\(index)"))
      try await GatewayProcess(fixture, services).drive(number)
      numbers.append(number)
    }
    return numbers
  }

  private func accept(_ number: ClaimNumber, _ process: GatewayProcess) async throws {
    let void = ClaimStore.VoidSubmission(
      of: number, key: "V\(number.value)", owner: nil, by: "examiner", at: Sample.now)
    _ = try await process.store.accept(void)
  }

  @Test("Voids that the store held at start and those that come later are driven to their end")
  func drivesAll() async throws {
    let fixture = try ClaimStoreFixture()
    let numbers = try await decide(3, fixture)
    let process = GatewayProcess(fixture, services)
    let pump = VoidPump(
      store: process.store, claims: process.claims, driver: process.voids,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await accept(numbers[0], process)
    try await accept(numbers[1], process)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await process.edges.run() }
      group.addTask { await pump.run() }
      for number in numbers.prefix(2) {
        while try await process.store.reversal(of: number) == nil { await Task.yield() }
      }
      try await accept(numbers[2], process)
      process.claims.beginVoid(numbers[2])
      await process.claims.waitUntilEnded(numbers[2])
      group.cancelAll()
    }
    for number in numbers {
      #expect(try await process.store.listed(number)?.state == .voided)
      #expect(process.claims.waitingVoid(number) == nil)
    }
    #expect(services.postings.values.allSatisfy { $0 == 2 })
  }

  @Test("A void that waits for a letter keeps no other from its way, and goes on afterwards")
  func waitsAside() async throws {
    let fixture = try ClaimStoreFixture()
    let numbers = try await decide(2, fixture)
    let process = GatewayProcess(fixture, services)
    let (pauses, pauser) = AsyncStream<Void>.makeStream()
    var driver = process.voids
    driver.machine = MachineClock(
      now: { Sample.now }, uptime: { 0 }, wait: { _ in for await _ in pauses { return } })
    let pump = VoidPump(
      store: process.store, claims: process.claims, driver: driver,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, room: 1)
    services.refuse(.reverse, "RECOUPMENT_STANDS")
    for number in numbers { try await accept(number, process) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await process.edges.run() }
      group.addTask { await pump.run() }
      while try await process.store.reversal(of: numbers[1]) == nil { await Task.yield() }
      #expect(try await process.store.reversal(of: numbers[0]) == nil)
      #expect(process.claims.waitingVoid(numbers[0])?.step == "reverse")
      pauser.finish()
      await process.claims.waitUntilEnded(numbers[0])
      group.cancelAll()
    }
    for number in numbers {
      #expect(try await process.store.listed(number)?.state == .voided)
    }
  }
}
