import Domain
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("A claim that was just submitted is answered from memory", .timeLimit(.minutes(1)))
struct FollowedClaimTests {
  private let fixture: ClaimStoreFixture
  private let services = FakeServices()
  private let process: GatewayProcess
  private let summaries: ClaimSummaries

  init() throws {
    fixture = try ClaimStoreFixture()
    process = GatewayProcess(fixture, services)
    summaries = ClaimSummaries(store: fixture.claims, claims: process.claims)
  }

  private func submit(_ claim: ClaimV1.Claim) async throws -> OpenClaim {
    guard
      case .accepted(let number) = try await process.intake.submit(
        claim, key: claim.patientControlNumber, from: Sample.submitter),
      let open = process.claims.claim(number)
    else { throw FixtureError() }
    return open
  }

  private func stored(_ number: ClaimNumber) async throws -> ClaimV1.ClaimSummary {
    summaries.summary(of: try #require(try await fixture.claims.listed(number)))
  }

  private static func encounter() -> ClaimV1.Claim {
    var claim = Sample.claim("ENCOUNTER", member: "M3")
    claim.isEncounter = true
    return claim
  }

  @Test(
    "Memory says what the store says: on the way, paid, denied and as an encounter",
    arguments: [
      (Sample.claim("PAID"), false), (Sample.claim("DENIED"), true), (encounter(), false),
    ])
  func agrees(claim: ClaimV1.Claim, isDenied: Bool) async throws {
    if isDenied { services.set { $0.match = .notFound } }
    let open = try await submit(claim)
    let followed = FollowedClaim(open, of: Sample.submitter)
    #expect(try await summaries.summary(of: followed) == stored(open.number))
    #expect(try await process.drive(open.number))
    #expect(process.claims.claim(open.number) == nil)
    let summary = try #require(summaries.summary(of: followed))
    #expect(try await summary == stored(open.number))
    #expect(summary.state != .accepted)
    #expect(
      try await open.decision == fixture.claims.decidedRecord(open.number)?.decision)
  }

  @Test("A claim that waits for a person is read from the store")
  func pended() async throws {
    services.set { $0.unitFeeCents = nil }
    let open = try await submit(Sample.claim())
    let followed = FollowedClaim(open, of: Sample.submitter)
    #expect(try await process.drive(open.number))
    #expect(try await fixture.claims.listed(open.number)?.state == .pended)
    #expect(summaries.summary(of: followed) == nil && open.decision == nil)
  }

  @Test("A claim that ended is not waited for")
  func ended() async throws {
    let open = try await submit(Sample.claim())
    #expect(process.claims.isUnderWay(open.number))
    process.claims.end(open)
    #expect(!process.claims.isUnderWay(open.number))
    process.claims.beginVoid(open.number)
    #expect(process.claims.isUnderWay(open.number))
    process.claims.endVoid(open.number)
    process.claims.leaveBehind(open.number)
    #expect(process.claims.isUnderWay(open.number))
  }
}
