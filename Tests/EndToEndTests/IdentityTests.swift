import Messages
import NIOPosix
import Protobuf
import RPC
import SampleClaims
import Synchronization
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Identities and permissions", .serialized)
  struct IdentityTests {
    @Test("No server talks to a caller whose certificate another authority made, or none")
    func strangers() async throws {
      try await TestSuite.run { suite in
        let other = try TestAuthority(named: "Authority of nobody")
        var selfSigned = CertificateTemplate.leaf(for: try .hmo, validity: .days(1))
        selfSigned.signer = .itself
        var nameless = CertificateTemplate.leaf(for: try .hmo, validity: .days(1))
        nameless.uris = []
        var onlyServer = CertificateTemplate.leaf(for: try .hmo, validity: .days(1))
        onlyServer.usages = [.serverAuth]
        let strangers = [
          ("of another authority", try other.files(for: .hmo)),
          ("signed by itself", try suite.authority.files(from: selfSigned)),
          ("without an identity", try suite.authority.files(from: nameless)),
          ("not meant for clients", try suite.authority.files(from: onlyServer)),
        ]
        for service in SuiteService.allCases {
          for (what, files) in strangers {
            let client = try Self.client(of: service, files: files, in: suite)
            let error = await rpcError("\(service), certificate \(what)") {
              try await Self.health(client)
            }
            #expect(error?.code == .unavailable, "\(service), certificate \(what)")
            await client.close()
          }
          let known = try suite.client(service, as: .hmo)
          #expect(try await Self.health(known).status == .serving)
        }
      }
    }

    @Test("A server that shows another service's certificate hears nothing from the gateway")
    func impostor() async throws {
      try await TestSuite.run(TestSuiteOptions(callTimeout: .milliseconds(500))) { suite in
        let world = SampleWorld(seed: 31, claims: 20)
        try await suite.load(world)
        let sample = try world.claim(telling: .primaryCareVisit)
        try await suite.stop(.payment)
        let heard = Mutex<[String]>([])
        let impostor = RPCServer(
          router: RPCRouter(),
          tls: try suite.authority.context(.server, for: SuiteService.network.identity),
          group: MultiThreadedEventLoopGroup.singleton, limits: .defaults,
          admit: { head in
            heard.withLock { $0.append(head.path) }
            return .admit(requestBytesMax: .max)
          }, observe: { _ in })
        try await impostor.start(on: [.unix(path: suite.socket(.payment))])

        let accepted = try await suite.submit(ClaimV1.Claim(sample), waitFor: .accepted)
        let claimID = try #require(accepted.summary?.claimID)
        try await suite.waits(claimID, for: "adjudicate")
        try await eventually("the gateway has tried three times") {
          suite.repeatedCalls(on: "adjudicate") >= 3
        }
        #expect(try await suite.claim(claimID).summary?.state == .accepted)
        #expect(heard.withLock { $0 } == [])
        let reasons = suite.logEvents(.gateway, message: "Service cannot be reached")
          .filter { $0["called"] as? String == "payment" }.compactMap { $0["reason"] as? String }
        #expect(
          reasons.contains { $0.contains("Another identity answers than the one expected here") },
          "\(reasons)")
        await impostor.shutdown(drainTimeMax: .zero)

        try await suite.startServing(.payment)
        let decided = try await suite.ended(claimID)
        let answer = try world.answer(telling: .primaryCareVisit)
        #expect(AnswerCheck.differences(between: answer, and: decided) == [])
      }
    }

    @Test("A server does not start with another service's certificate")
    func wrongName() async throws {
      try await TestSuite.run { suite in
        try await suite.stop(.payment)
        let files = try suite.certificate(of: SuiteService.network.identity)
        let log = suite.directory + "/wrong.log"
        let process = try ChildProcess(
          ChildProcess.Command(
            program: SuiteBinaries.path(of: "payment-server"),
            arguments: [
              "--listen", "unix:\(suite.socket(.payment))", "--certificate",
              files.certificatePath, "--key", files.privateKeyPath, "--authority",
              suite.authority.bundlePath, "--store", suite.store(.payment),
            ], logPath: log, group: suite.processGroup))
        defer { process.destroy() }
        #expect(try await process.ended() == 1)
      }
    }

    @Test("A caller may use what the table gives it, and nothing else")
    func permissions() async throws {
      try await TestSuite.run { suite in
        try await suite.loadPeople(["examiner": [.examiner]])
        for probe in Self.probes {
          for caller in try Self.callers() {
            let client = try suite.client(probe.service, as: caller)
            let code = await Self.code(of: probe.path, over: client)
            let isAllowed = probe.allowed.contains(
              caller.uri.split(separator: "/").suffix(2)
                .joined(separator: "/"))
            #expect(
              (code == .permissionDenied) == !isAllowed, "\(caller) at \(probe.path): \(code)")
          }
        }
        #expect(try await suite.allClaims() == [])
      }
    }

    @Test("A method that does not exist is UNIMPLEMENTED at each server")
    func unknownMethod() async throws {
      try await TestSuite.run { suite in
        for service in SuiteService.allCases {
          let client = try suite.client(service, as: .integrator)
          for path in ["/hmo.claim.v1.ClaimService/Nothing", "/nowhere.Service/Nothing"] {
            #expect(await Self.code(of: path, over: client) == .unimplemented)
          }
        }
      }
    }

    // MARK: Parts

    private struct Probe {
      let service: SuiteService
      let path: String
      let allowed: Set<String>
    }

    /// Empty requests: whoever may call hears something else than PERMISSION_DENIED.
    private static let probes: [Probe] = [
      probe(.eligibility, "EligibilityAdministrationService/LoadEligibility", ["client/hmo"]),
      probe(.network, "NetworkAdministrationService/LoadNetwork", ["client/hmo"]),
      probe(
        .authorization, "AuthorizationAdministrationService/LoadAuthorizations", ["client/hmo"]),
      probe(.payment, "PaymentAdministrationService/LoadOpeningBalances", ["client/hmo"]),
      probe(.eligibility, "EligibilityService/CheckCoverage", ["service/gateway"]),
      probe(.network, "NetworkService/ResolveContract", ["service/gateway"]),
      probe(.authorization, "AuthorizationService/HoldUnits", ["service/gateway"]),
      probe(.authorization, "AuthorizationService/SettleHold", ["service/gateway"]),
      probe(.authorization, "AuthorizationService/ReleaseHold", ["service/gateway"]),
      probe(.payment, "PaymentService/AdjudicateClaim", ["service/gateway"]),
      probe(.payment, "PaymentService/EvaluateAdjudication", ["service/gateway"]),
      probe(.gateway, "ClaimService/SubmitClaim", ["client/hmo", "client/integrator"]),
      probe(
        .gateway, "ClaimService/GetClaim", ["client/hmo", "client/integrator", "person/examiner"]),
      probe(.gateway, "WorkQueueService/DecidePended", ["client/hmo", "person/examiner"]),
      probe(.gateway, "GatewayAdministrationService/SetBusinessTime", ["client/hmo"]),
    ]

    private static func probe(
      _ service: SuiteService, _ method: String, _ allowed: Set<String>
    ) -> Probe {
      let package = service == .gateway ? "claim" : service.rawValue
      return Probe(service: service, path: "/hmo.\(package).v1.\(method)", allowed: allowed)
    }

    private static func callers() throws -> [TLSIdentity] {
      [
        try .hmo, try .integrator, try .named(.person, "examiner"), try .named(.client, "stranger"),
        try SuiteService.gateway.identity, try SuiteService.payment.identity,
      ]
    }

    private static func code(of path: String, over client: RPCClient) async -> RPCStatusCode {
      do {
        _ = try await client.rawUnary(path: path, request: [], options: .impatient)
        return .ok
      } catch {
        return (error as? RPCError)?.code ?? .unknown
      }
    }

    private static func health(_ client: RPCClient) async throws -> HealthV1.HealthCheckResponse {
      try await HealthV1.HealthClient(client: client).check(
        HealthV1.HealthCheckRequest(), options: .impatient)
    }

    private static func client(
      of service: SuiteService, files: TestCertificateFiles, in suite: TestSuite
    ) throws -> RPCClient {
      let configuration = TLSConfiguration(
        role: .client, certificateChainPath: files.certificatePath,
        privateKeyPath: files.privateKeyPath, authorityBundlePath: suite.authority.bundlePath)
      return try suite.client(service, tls: TLSContext(configuration, check: .none))
    }
  }
}
