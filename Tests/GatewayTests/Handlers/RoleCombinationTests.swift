import Domain
import Messages
import NIOCore
import Protobuf
import RPC
import ServiceProcess
import TLS
import Testing

@testable import Gateway

/// Proves for every two roles and every method that opens records by owner, with the handlers
/// themselves, that two roles together reach what one of them reaches and nothing else.
@Suite("Roles do not add up", .timeLimit(.minutes(1)))
struct RoleCombinationTests {
  private typealias Claims = ClaimV1.ClaimService

  /// What came of asking for somebody else's record.
  private enum Outcome: Equatable {
    case reached
    case notThere
    case notAllowed
  }

  private let gateway: HandlerFixture
  private let interchanges: InterchangeHandler

  init() throws {
    gateway = try HandlerFixture()
    interchanges = InterchangeHandler(store: gateway.fixture.claims, people: gateway.people)
  }

  /// Who reaches everyone's records, method by method; a submitter reaches its own.
  private static let reaching: [(path: String, roles: Roles)] = [
    (Claims.voidClaim.path, .examiner),
    (Claims.recordAttachment.path, .examiner),
    (Claims.getClaim.path, [.examiner, .auditor]),
    (Claims.listClaims.path, [.examiner, .auditor]),
    (Claims.explainClaim.path, [.examiner, .auditor]),
    (Claims.getClaimTimeline.path, [.examiner, .auditor, .operator]),
    (ClaimV1.InterchangeService.listInterchanges.path, [.auditor, .operator]),
  ]

  private static var pairs: [Roles] {
    Roles.ofPeople.flatMap { first in Roles.ofPeople.map { first.role.union($0.role) } }
  }

  @Test("Of every two roles, each method is opened as far as one of them alone opens it")
  func pairs() async throws {
    let claim = try await gateway.submit()
    _ = try await gateway.fixture.claims.beginInterchange(
      .init(submitter: Sample.submitter, sender: "ZZ:A", controlNumber: "1"), at: Sample.now)
    for roles in RoleCombinationTests.pairs {
      gateway.people.replace(
        with: PeopleSnapshot(
          revision: 1, people: ["kim": [RoleGrant(roles, on: DaySpan(from: .first))]]))
      for (path, reaching) in RoleCombinationTests.reaching {
        let expected: Outcome =
          if !roles.isDisjoint(with: reaching) {
            .reached
          } else {
            roles.contains(.submitter) ? .notThere : .notAllowed
          }
        let outcome = try await ask(path, claim)
        #expect(outcome == expected, "\(roles) with \(path)")
      }
    }
  }

  private func ask(_ path: String, _ claim: ClaimNumber) async throws -> Outcome {
    let kim = try HandlerFixture.context(.person, "kim")
    var isThere = true
    let error = await rpcError {
      isThere = try await self.isThere(path, claim.text, kim)
    }
    switch error?.reason {
    case "NOT_ALLOWED": return .notAllowed
    case GatewayErrors.noSuchClaim.reason: return .notThere
    default: return isThere ? .reached : .notThere
    }
  }

  /// Calls the method; a refusal for another reason than whose the record is counts as reached.
  private func isThere(
    _ path: String, _ claim: String, _ context: RPCContext
  ) async throws -> Bool {
    let handler = gateway.claims
    switch path {
    case Claims.voidClaim.path:
      _ = try await handler.voidClaim(
        .with { ($0.claimID, $0.requestID) = (claim, "V") }, context: context)
    case Claims.recordAttachment.path:
      _ = try await handler.recordAttachment(
        .with {
          ($0.claimID, $0.requestID, $0.mediaType, $0.size) = (claim, "P", "application/pdf", 1)
          $0.digest = [UInt8](repeating: 1, count: 32)
        }, context: context)
    case Claims.getClaim.path:
      _ = try await handler.getClaim(.with { $0.claimID = claim }, context: context)
    case Claims.listClaims.path:
      return try await !handler.listClaims(.init(), context: context).claims.isEmpty
    case Claims.explainClaim.path:
      _ = try await handler.explainClaim(.with { $0.claimID = claim }, context: context)
    case Claims.getClaimTimeline.path:
      _ = try await handler.getClaimTimeline(.with { $0.claimID = claim }, context: context)
    default:
      return try await !interchanges.listInterchanges(.init(), context: context).interchanges
        .isEmpty
    }
    return true
  }

  @Test("The documents of an interchange are opened to those who may list it")
  func documents() throws {
    for roles in RoleCombinationTests.pairs {
      gateway.people.replace(
        with: PeopleSnapshot(
          revision: 1, people: ["kim": [RoleGrant(roles, on: DaySpan(from: .first))]]))
      let kim = try HandlerFixture.context(.person, "kim")
      let list = try? ClaimReader(
        kim, gateway.people, for: ClaimV1.InterchangeService.listInterchanges)
      let documents = try? ClaimReader(
        kim, gateway.people, for: ClaimV1.InterchangeService.getInterchangeDocuments)
      #expect(list == documents, "\(roles)")
    }
  }

  @Test("Programs and processes reach what their fixed roles say, and nobody by being named so")
  func fixedRoles() throws {
    func submitter(_ context: RPCContext) throws(RPCError) -> String? {
      try ClaimReader(context, gateway.people, for: Claims.getClaim).submitter
    }
    #expect(try submitter(HandlerFixture.hmo()) == nil)
    #expect(try submitter(HandlerFixture.integrator()) == Sample.submitter)
    for (kind, name) in [(.person, "examiner"), (.client, "kim"), (.service, "gateway")]
      as [(TLSIdentity.Kind, String)]
    {
      let context = try HandlerFixture.context(kind, name)
      #expect(throws: AccessControl.notAllowed) { try submitter(context) }
    }
  }
}
