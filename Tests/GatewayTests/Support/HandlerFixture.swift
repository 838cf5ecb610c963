import Logging
import Messages
import NIOCore
import NIOPosix
import Protobuf
import RPC
import ServiceProcess
import TLS

@testable import Gateway

/// The gateway's handlers over a temporary store, called without a connection.
struct HandlerFixture: Sendable {
  let fixture: ClaimStoreFixture
  let process: GatewayProcess
  let claims: ClaimHandler
  let queue: WorkQueueHandler
  let administration: GatewayAdministrationHandler
  let people = PeopleRoster()

  init() throws {
    fixture = try ClaimStoreFixture()
    process = GatewayProcess(fixture, FakeServices())
    let summaries = ClaimSummaries(store: fixture.claims, claims: process.claims)
    claims = ClaimHandler(
      store: fixture.claims, claims: process.claims, intake: process.intake, summaries: summaries,
      papers: process.papers, people: people,
      replay: ClaimReplay(
        store: fixture.claims, services: process.services.evaluations(), codes: process.codes),
      whatIf: ClaimWhatIf(
        store: fixture.claims, services: process.services.evaluations(), codes: process.codes),
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    queue = WorkQueueHandler(
      store: fixture.claims, claims: process.claims, clock: process.clock, summaries: summaries,
      people: people)
    administration = GatewayAdministrationHandler(
      store: fixture.claims, claims: process.claims, clock: process.clock, codes: process.codes,
      papers: process.papers)
  }

  /// The program that sees and does everything.
  static func hmo() throws -> RPCContext { try context(.client, "hmo") }

  /// The program that submits.
  static func integrator(deadline: NIODeadline? = nil) throws -> RPCContext {
    try context(.client, "integrator", deadline: deadline)
  }

  /// The caller with that certificate.
  static func context(
    _ kind: TLSIdentity.Kind, _ name: String, deadline: NIODeadline? = nil
  ) throws -> RPCContext {
    guard let identity = TLSIdentity(kind: kind, name: name) else { throw FixtureError() }
    return RPCContext(
      path: "/test", peer: RPCPeer(identity: identity, serialNumber: "1"), deadline: deadline,
      eventLoop: MultiThreadedEventLoopGroup.singleton.next())
  }

  /// Submits a claim as the integrator and gives its number.
  @discardableResult
  func submit(
    _ claim: ClaimV1.Claim = Sample.claim(), _ requestID: String = "R1"
  ) async throws -> ClaimNumber {
    let answer = try await claims.submitClaim(
      .with {
        $0.requestID = requestID
        $0.claim = claim
      }, context: try HandlerFixture.integrator())
    guard let number = ClaimNumber(answer.summary?.claimID ?? "") else { throw FixtureError() }
    return number
  }

  /// Submits a claim that then waits for a person.
  func pended(
    for reasons: [(PendReasonText, Int32)], _ claim: ClaimV1.Claim = Sample.claim()
  ) async throws -> ClaimNumber {
    let number = try await submit(claim)
    let record = ClaimV1.PendedRecord.with {
      $0.reasons = reasons.map { reason, line in
        .with {
          $0.reason = reason
          $0.lineNumber = line
        }
      }
    }
    try await fixture.claims.record(pended: record, of: number, attempt: 1, at: Sample.now)
    if let claim = process.claims.claim(number) { process.claims.end(claim) }
    return number
  }
}

typealias PendReasonText = String

/// The error that `body` throws; nothing when it throws none, or another.
func rpcError(of body: () async throws -> some Any) async -> RPCError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? RPCError
  }
}
