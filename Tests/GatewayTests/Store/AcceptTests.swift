import ClaimRules
import Domain
import Messages
import Protobuf
import Storage
import Testing

@testable import Gateway

@Suite("Accepting a claim is durable and happens once")
struct AcceptTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  @Test("The same claim under the same key has one number, also after a restart")
  func idempotent() async throws {
    #expect(try await fixture.accept(key: "K1").summary == "accepted 1 []")
    #expect(try await fixture.accept(key: "K1").summary == "repeated 1")
    let reopened = try await fixture.reopened()
    #expect(try await reopened.accept(key: "K1").summary == "repeated 1")
    #expect(try await reopened.accept(Sample.claim("P2", member: "M2")).summary == "accepted 2 []")
    #expect(try await reopened.claims.lastNumber().value == 2)
  }

  @Test("G61: callers that send one claim under one key at once all get its one number")
  func sameKeyAtOnce() async throws {
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask { try await fixture.accept(key: "K1").summary }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 == "accepted 1 []" }.count == 1)
    #expect(outcomes.filter { $0 == "repeated 1" }.count == 19)
    #expect(try await fixture.claims.counts().accepted == 1)
  }

  @Test("Another claim under a key that was used is refused and changes nothing")
  func keyReused() async throws {
    try await fixture.accept(Sample.claim("P1"), key: "K1")
    #expect(try await fixture.accept(Sample.claim("P2"), key: "K1").summary == "key reused")
    #expect(try await fixture.claims.counts().accepted == 1)
    let record = try await fixture.claims.acceptedRecord(ClaimNumber(1))
    #expect(record?.claim?.patientControlNumber == "P1")
  }

  @Test("A claim comes back from the store as it was submitted")
  func roundTrip() async throws {
    let claim = Sample.claim(cents: [1, 999_999_999_998])
    let number = try await fixture.accepted(claim)
    #expect(try await fixture.claims.acceptedRecord(number)?.claim == claim)
    let listed = try #require(try await fixture.claims.listed(number))
    #expect(listed.charge == .limit)
    #expect(listed.acceptedAt == Sample.now)
    #expect(listed.state == .accepted)
  }

  @Test("DUP-1: a line that repeats another of its own claim is the duplicate")
  func duplicateInClaim() async throws {
    let claim = Sample.claim(cents: [5_000, 6_000, 5_000, 5_000])
    #expect(try await fixture.accept(claim).summary == "accepted 1 [3, 4]")
  }

  @Test(
    "DUP-1: a line that repeats one of an earlier claim is the duplicate, whatever became of that")
  func duplicateAcrossClaims() async throws {
    try await fixture.decided(Sample.claim("P1", cents: [5_000, 6_000]), isDenied: true)
    let second = Sample.claim("P2", cents: [7_000, 6_000])
    #expect(try await fixture.accept(second).summary == "accepted 2 [2]")
    let otherDay = Sample.claim("P3", day: 20_501, cents: [5_000, 6_000])
    #expect(try await fixture.accept(otherDay).summary == "accepted 3 []")
    let otherMember = Sample.claim("P4", member: "M2", cents: [5_000, 6_000])
    #expect(try await fixture.accept(otherMember).summary == "accepted 4 []")
  }

  @Test("DUP-1: of equal claims that arrive together exactly one is the first")
  func duplicateInTransaction() async throws {
    let submissions = (1...5).map { Sample.submission(Sample.claim("P\($0)"), key: "K\($0)") }
    let outcomes = try await fixture.claims.accept(submissions).map(\.summary)
    #expect(
      outcomes == [
        "accepted 1 []", "accepted 2 [1]", "accepted 3 [1]", "accepted 4 [1]", "accepted 5 [1]",
      ])
  }

  @Test("DUP-1: of equal claims that race exactly one is the first")
  func duplicateInRace() async throws {
    let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
      for index in 0..<30 {
        group.addTask { try await fixture.accept(Sample.claim("P\(index)")).summary }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0.hasSuffix("[]") }.count == 1)
    #expect(outcomes.filter { $0.hasSuffix("[1]") }.count == 29)
  }

  private func plain(_ number: String, cents: [Int64]) -> ClaimV1.Claim {
    var claim = Sample.claim(number, cents: cents)
    for index in claim.lines.indices { claim.lines[index].modifiers = [] }
    return claim
  }

  @Test("DUP-2: another amount on the same day resembles the first, in a claim and in another")
  func possibleDuplicates() async throws {
    #expect(
      try await fixture.accept(plain("P1", cents: [5_000, 6_000, 5_000])).summary
        == "accepted 1 [3] resembling [2]")
    #expect(
      try await fixture.accept(plain("P2", cents: [7_000])).summary
        == "accepted 2 [] resembling [1]")
    var distinct = plain("P3", cents: [8_000])
    distinct.lines[0].modifiers = ["76"]
    #expect(try await fixture.accept(distinct).summary == "accepted 3 []")
    let otherDay = Sample.claim("P4", day: 20_501)
    #expect(try await fixture.accept(otherDay).summary == "accepted 4 []")
  }

  @Test("DUP-2: lines that an earlier program stored are resembled after the store was brought up")
  func broughtUp() async throws {
    let folder = try TemporaryFolder()
    let configuration = StoreConfiguration(path: folder.path + "/gateway.db")
    let earlier = try Store.open(
      configuration,
      schema: StoreSchema("gateway", Array(GatewaySchema.schema.migrations.prefix(4))))
    let claim = plain("P1", cents: [5_000])
    let service = try #require(LineService(claim.read().claim.lines[0], of: claim.read().claim))
    try await earlier.write { transaction in
      for line in 1...2 {
        try transaction.execute(
          "INSERT INTO line_service (service, claim_number, line_number) VALUES ($1, 1, $2)",
          service.text, line)
      }
    }
    await earlier.close()
    let claims = ClaimStore(
      store: try Store.open(configuration, schema: GatewaySchema.schema))
    let outcomes = try await claims.accept([Sample.submission(claim, key: "K1")])
    #expect(outcomes.map(\.summary) == ["accepted 1 [] resembling [1]"])
  }

  @Test("DUP-2: an exact duplicate is none of the lines that others resemble")
  func exactIsNotResembled() async throws {
    try await fixture.accept(plain("P1", cents: [5_000]))
    #expect(try await fixture.accept(plain("P2", cents: [5_000])).summary == "accepted 2 [1]")
  }

  @Test("A repeated submission is no duplicate of itself, also in the same transaction")
  func repeatedIsNoDuplicate() async throws {
    let submission = Sample.submission(Sample.claim(), key: "K1")
    let outcomes = try await fixture.claims.accept([submission, submission]).map(\.summary)
    #expect(outcomes == ["accepted 1 []", "repeated 1"])
  }

  @Test("DUP-1: a replacement claims no signature and is no duplicate")
  func replacement() async throws {
    try await fixture.decided(Sample.claim("P1"))
    var replacement = Sample.claim("P2")
    replacement.frequency = "7"
    replacement.originalClaimID = "HC000000000001"
    #expect(try await fixture.accept(replacement).summary == "accepted 2 []")
  }

  @Test("The days of a claim reach from its first to its last day of service")
  func days() {
    var claim = Sample.claim(day: 20_500, cents: [1, 1])
    claim.lines[1].from = .with { $0.days = 20_490 }
    claim.lines[1].to = .with { $0.days = 20_510 }
    let days = Sample.submission(claim, key: "K").days
    #expect(days == DaySpan(from: Day(number: 20_490), to: Day(number: 20_510)))
  }
}
