import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS
import Testing

@Suite("One table says who may call what")
struct PermissionTests {
  private let paths = MessagesDescriptors.pool.services.flatMap { $0.methods.map(\.path) }

  /// The methods that a caller may use.
  private func allowed(_ kind: TLSIdentity.Kind, _ name: String) throws -> Set<String> {
    let people = PeopleRoster()
    people.replace(with: Sample.onePersonOfEachRole)
    let access = AccessControl(.suite, people)
    let peer = try Sample.peer(kind, name)
    return Set(paths.filter { access.refusal($0, isKnownMethod: true, peer) == nil })
  }

  @Test("Every method of every interface has a row, and no row is without a method")
  func isComplete() {
    #expect(paths.count > 30)
    #expect(PermissionTable.suite.missing(paths) == [])
    #expect(PermissionTable.suite.paths == paths.sorted())
  }

  @Test("Only health and reflection are open to everyone with a certificate")
  func strangersSeeHealthAlone() throws {
    let open = Set(paths.filter { $0.hasPrefix("/grpc.") })
    #expect(open.count == 3)
    for name in ["payment", "eligibility", "network", "authorization", "gatewa", "GATEWAY"] {
      #expect(try allowed(.service, name) == open)
    }
    for name in ["gateway", "HMO", "someone"] { #expect(try allowed(.client, name) == open) }
  }

  @Test("The gateway calls the decision path and administers nothing")
  func gatewayDecides() throws {
    let gateway = try allowed(.service, "gateway")
    for path in paths {
      let isDecisionPath = [
        "EligibilityService/", "NetworkService/", "AuthorizationService/", "PaymentService/",
      ].contains { path.contains("v1.\($0)") }
      if isDecisionPath { #expect(gateway.contains(path), "\(path)") }
      if path.contains("/Load") || path.contains("hmo.claim.v1") {
        #expect(!gateway.contains(path), "\(path)")
      }
    }
  }

  @Test("Nobody but the gateway reaches a decision method")
  func decisionsAreTheGateways() throws {
    let decisions = paths.filter { path in
      ["HoldUnits", "SettleHold", "ReleaseHold", "AdjudicateClaim", "CheckCoverage"].contains {
        path.hasSuffix("/\($0)")
      }
    }
    #expect(decisions.count == 5)
    for (kind, name) in [(.client, "hmo"), (.client, "integrator"), (.person, "p-1")]
      as [(TLSIdentity.Kind, String)]
    {
      #expect(try allowed(kind, name).isDisjoint(with: decisions))
    }
  }

  @Test("An integrator submits and reads claims, and does no more")
  func integratorsSubmit() throws {
    let own = try allowed(.client, "integrator").filter { !$0.hasPrefix("/grpc.") }
    #expect(
      own.map { $0.split(separator: "/")[1] }.sorted()
        == [
          "EvaluateClaim", "ExplainClaim", "GetClaim", "GetClaimTimeline",
          "GetInterchangeDocuments", "ListClaims", "ListInterchanges", "RecordAttachment",
          "ReplayClaim", "SubmitClaim", "SubmitFile", "VoidClaim",
        ])
  }

  @Test("An examiner decides pended claims and submits none")
  func personsExamine() throws {
    let own = try allowed(.person, "examiner")
    #expect(own.contains("/hmo.claim.v1.WorkQueueService/DecidePended"))
    #expect(!own.contains("/hmo.claim.v1.ClaimService/SubmitClaim"))
    #expect(!own.contains { $0.contains("/Load") || $0.hasSuffix("/VerifyStore") })
  }

  @Test(
    "A method that is served and has no row is refused; one that is not served is not our business")
  func unknownMethods() throws {
    let peer = try Sample.peer(.service, "gateway")
    let access = AccessControl(PermissionTable([]), PeopleRoster())
    #expect(access.refusal("/a/B", isKnownMethod: true, peer)?.code == .permissionDenied)
    #expect(access.refusal("/a/B", isKnownMethod: true, peer)?.reason == "NOT_ALLOWED")
    #expect(access.refusal("/a/B", isKnownMethod: false, peer) == nil)
  }

  @Test("Two rows for one method open it to nobody")
  func contradictionsCloseAMethod() throws {
    let table = PermissionTable([
      .reads(HealthV1.Health.check, .anyone), .reads(HealthV1.Health.check, .anyone),
    ])
    let refusal = AccessControl(table, PeopleRoster()).refusal(
      HealthV1.Health.check.path, isKnownMethod: true, try Sample.peer(.service, "gateway"))
    #expect(refusal?.code == .permissionDenied)
  }

  @Test("Every method says whether it changes anything, may be retried, and how large it may be")
  func rowsAreWhole() throws {
    for path in paths {
      let row = try #require(PermissionTable.suite[path])
      let method = try #require(MessagesDescriptors.pool.method(path: path))
      #expect(row.changesState == (method.idempotency != .noSideEffects), "\(path)")
      #expect(row.isSafeToRetry == (path != ClaimV1.ClaimService.submitFile.path), "\(path)")
      #expect((1...4 * 1024 * 1024).contains(row.requestBytesMax), "\(path)")
      switch row.callers {
      case .anyone: break
      case .roles(let roles): #expect(!roles.isEmpty, "\(path)")
      case .owners(let owners, let others):
        #expect(owners == .submitter && !others.isEmpty, "\(path)")
      }
      let name = path.split(separator: "/")[1]
      let isReading = ["Get", "List", "Check", "Watch", "Verify", "Explain", "Evaluate", "Resolve"]
        .contains { name.hasPrefix($0) }
      if isReading { #expect(!row.changesState, "\(path)") }
    }
  }
}
