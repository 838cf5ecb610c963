import ClaimRules
import Domain
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("A void takes a claim back", .timeLimit(.minutes(2)))
struct VoidTests {
  private let services = FakeServices()

  private static func void(_ original: String, _ number: String = "V1") -> ClaimV1.Claim {
    var claim = Sample.claim(number)
    claim.frequency = "8"
    claim.originalClaimID = original
    return claim
  }

  private func decided(_ process: GatewayProcess, _ claim: ClaimV1.Claim = Sample.claim())
    async throws -> ClaimNumber
  {
    guard
      case .accepted(let number) = try await process.intake.submit(
        claim, key: "decided \(claim.patientControlNumber)", from: Sample.submitter)
    else { throw FixtureError() }
    try await process.drive(number)
    return number
  }

  private func submit(
    _ claim: ClaimV1.Claim, _ process: GatewayProcess, key: String = "V", from: String? = nil
  ) async throws -> String {
    switch try await process.intake.submit(claim, key: key, from: from ?? Sample.submitter) {
    case .accepted(let number), .voiding(let number): "accepted \(number.value)"
    case .repeated(let number): "repeated \(number.value)"
    case .keyReused: "key reused"
    case .refused(let faults): faults.map(\.rule.name).joined(separator: " ")
    }
  }

  @Test("The decision is reversed, the units come back, and the claim shows it")
  func voids() async throws {
    services.set { $0.isAuthorizationRequired = true }
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await decided(process)
    #expect(try await submit(VoidTests.void(number.text), process) == "accepted 1")
    #expect(try await GatewayProcess(fixture, services).driveVoid(number))
    #expect(services.postings == [number.text: 2])
    #expect(services.holds == ["\(number.text)/1/hold": .returned])
    let listed = try #require(try await fixture.claims.listed(number))
    #expect(listed.state == .voided)
    let summary = ClaimSummaries(store: fixture.claims, claims: process.claims).summary(of: listed)
    #expect(summary.version == 2 && summary.paid?.cents == 0)
    #expect(try await fixture.claims.counts() == ClaimStore.Counts(voided: 1))
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test(
    "Wherever the process ends, the same keys get the same bytes and the claim is taken back once",
    arguments: [FakeServices.Step.reverse, .returnUnits].flatMap {
      [FakeServices.Crash.before($0), .lost($0), .after($0)]
    })
  func restarts(crash: FakeServices.Crash) async throws {
    services.set { $0.isAuthorizationRequired = true }
    var fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await decided(process)
    _ = try await submit(VoidTests.void(number.text), process)
    services.crash(at: crash)
    #expect(try await !GatewayProcess(fixture, services).driveVoid(number))
    services.endTrouble()
    fixture = try await fixture.reopened()
    #expect(try await GatewayProcess(fixture, services).driveVoid(number))
    for step in [FakeServices.Step.reverse, .returnUnits] {
      #expect(Set(services.requests(step)).count == 1, "\(step) was asked with other bytes")
    }
    #expect(services.postings == [number.text: 2])
    #expect(services.holds.values.allSatisfy { $0 == .returned })
    #expect(try await fixture.claims.openVoids(after: 0, limit: 10).isEmpty)
    #expect(try await fixture.claims.violations().isEmpty)
  }

  @Test("A claim without units gives none back, and a refusal is asked again with the same key")
  func refusals() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await decided(process)
    _ = try await submit(VoidTests.void(number.text), process)
    services.refuse(.reverse, count: 2)
    #expect(try await GatewayProcess(fixture, services).driveVoid(number))
    #expect(services.requests(.returnUnits).isEmpty)
    #expect(Set(services.requests(.reverse)).count == 1)
  }

  @Test("INTAKE-ORIGINAL: not there, not yours, voided and being voided are the same answer")
  func unknownOriginal() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let early = try await submit(VoidTests.void("HC000000000001"), process)
    #expect(early == "INTAKE-ORIGINAL")
    let number = try await decided(process)
    for original in ["HC000000000404", "nonsense"] {
      #expect(try await submit(VoidTests.void(original), process) == "INTAKE-ORIGINAL")
    }
    let other = "spiffe://hmo.internal/client/other"
    #expect(
      try await submit(VoidTests.void(number.text), process, from: other) == "INTAKE-ORIGINAL")
    #expect(try await submit(VoidTests.void(number.text), process) == "accepted 1")
    #expect(try await submit(VoidTests.void(number.text), process) == "repeated 1")
    #expect(
      try await submit(VoidTests.void(number.text), process, key: "V2") == "INTAKE-ORIGINAL")
    var replacement = VoidTests.void(number.text)
    replacement.frequency = "7"
    #expect(try await submit(replacement, process, key: "R1") == "INTAKE-ORIGINAL")
    #expect(try await GatewayProcess(fixture, services).driveVoid(number))
    #expect(
      try await submit(VoidTests.void(number.text), process, key: "V3") == "INTAKE-ORIGINAL")
  }

  @Test("INTAKE-ORIGINAL: of voids that race for one claim exactly one is accepted")
  func race() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await decided(process)
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<20 {
        group.addTask {
          try await submit(VoidTests.void(number.text, "V\(index)"), process, key: "V\(index)")
        }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == "accepted 1" }.count == 1)
    #expect(outcomes.filter { $0 == "INTAKE-ORIGINAL" }.count == 19)
  }

  @Test("INTAKE-ORIGINAL-OPEN: a claim that is not decided is voided or replaced only afterwards")
  func openOriginal() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await fixture.pended()
    #expect(try await submit(VoidTests.void(number.text), process) == "INTAKE-ORIGINAL-OPEN")
    var replacement = VoidTests.void(number.text)
    replacement.frequency = "7"
    #expect(try await submit(replacement, process) == "INTAKE-ORIGINAL-OPEN")
  }

  @Test("A key of a claim is no key of a void, nor the other way round")
  func keys() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    let number = try await decided(process)
    let key = "decided P1"
    #expect(try await submit(VoidTests.void(number.text), process, key: key) == "key reused")
    #expect(try await submit(VoidTests.void(number.text), process, key: "V") == "accepted 1")
    #expect(try await submit(Sample.claim("P9", member: "M9"), process, key: "V") == "key reused")
  }

  @Test("DUP-1, DUP-2: the lines of a voided claim may be billed again, the reversal first")
  func linesAreFree() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    var plain = Sample.claim("P1")
    plain.lines[0].modifiers = []
    let number = try await decided(process, plain)
    _ = try await submit(VoidTests.void(number.text), process)
    var again = plain
    again.patientControlNumber = "P2"
    #expect(try await fixture.accept(again).summary == "accepted 2 [1]")
    #expect(try await GatewayProcess(fixture, services).driveVoid(number))
    again.patientControlNumber = "P3"
    #expect(try await fixture.accept(again).summary == "accepted 3 []")
    again.patientControlNumber = "P4"
    again.lines[0].charge = .with { $0.cents = 1 }
    #expect(try await fixture.accept(again).summary == "accepted 4 [] resembling [1]")
  }

  @Test("DUP-2: a void takes each line out once, and a line that repeated another counted nowhere")
  func countedOnce() async throws {
    let fixture = try ClaimStoreFixture()
    let process = GatewayProcess(fixture, services)
    func plain(_ number: String, _ cents: [Int64]) -> ClaimV1.Claim {
      var claim = Sample.claim(number, cents: cents)
      for index in claim.lines.indices { claim.lines[index].modifiers = [] }
      return claim
    }
    let twice = try await decided(process, plain("P1", [5_000, 5_000]))
    #expect(
      try await fixture.accept(plain("P2", [6_000])).summary == "accepted 2 [] resembling [1]")
    _ = try await submit(VoidTests.void(twice.text), process)
    #expect(try await GatewayProcess(fixture, services).driveVoid(twice))
    #expect(
      try await fixture.accept(plain("P3", [7_000])).summary == "accepted 3 [] resembling [1]")
  }

  @Test("GW-VOID: a reversal that takes back another amount is found")
  func verified() async throws {
    let fixture = try ClaimStoreFixture()
    let number = try await fixture.decided()
    let void = ClaimStore.VoidSubmission(
      of: number, key: "V", owner: nil, by: "examiner", at: Sample.now)
    _ = try await fixture.claims.accept(void)
    let decided = try #require(try await fixture.claims.decidedRecord(number))
    try await fixture.claims.record(reversal: decided, of: number)
    #expect(try await fixture.claims.violations().map(\.invariant) == ["GW-VOID"])
  }
}
