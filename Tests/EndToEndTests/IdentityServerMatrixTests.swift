import Foundation
import Messages
import NIOPosix
import RPC
import SampleClaims
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Six kinds of false server, seen by the suite's callers", .serialized)
  struct IdentityServerMatrixTests {
    /// The folder of a suite of which only the certificates exist.
    private struct Stage {
      let authority = Result { try TestAuthority(named: "Authority of the stage") }
      let other = Result { try TestAuthority(named: "Authority of nobody") }

      var ours: TestAuthority { get throws { try authority.get() } }
      var folder: String { get throws { try ours.directory + "/s" } }

      func socket(_ service: SuiteService) throws -> String {
        try folder + "/run/\(service.rawValue).sock"
      }

      func prepare() throws {
        for name in ["run", "certs"] {
          try FileManager.default.createDirectory(
            atPath: folder + "/" + name, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        }
        let files = try ours.files(for: .hmo)
        let copies = [
          (try ours.bundlePath, "ca.pem"), (files.certificatePath, "client-hmo.pem"),
          (files.privateKeyPath, "client-hmo.key"),
        ]
        for (from, to) in copies {
          try FileManager.default.copyItem(atPath: from, toPath: folder + "/certs/" + to)
        }
      }

      /// Runs `body` while a false `service` listens, and gives what that heard.
      func with(
        _ falsehood: Falsehood, at service: SuiteService, _ body: () async throws -> Void
      ) async throws -> [String] {
        let files = try falsehood.files(service, ours: ours, other: other.get())
        let server = try await FalseServer(
          at: socket(service), files: files, bundle: ours.bundlePath)
        try await body()
        await server.close()
        return server.paths
      }
    }

    @Test("Each of ten edges refuses each of them, says what to do, and sends nothing: 60 cells")
    func matrix() async throws {
      let stage = Stage()
      try stage.prepare()
      var cells = 0
      for falsehood in Falsehood.allCases {
        for service in SuiteService.allCases {
          let heard = try await stage.with(falsehood, at: service) {
            let caller: TLSIdentity =
              service == .gateway ? try .integrator : try SuiteService.gateway.identity
            try await refusedByClient(stage, falsehood, service, caller)
            try await refusedByCommand(stage, falsehood, service)
            cells += 2
          }
          #expect(heard == [], "\(service), \(falsehood.rawValue)")
        }
      }
      #expect(cells == 60)
    }

    @Test("The gateway's log says why it refuses each of them on each of its edges: 24 cells")
    func gatewayLog() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 33, claims: 20)
        try await suite.load(world)
        let other = try TestAuthority(named: "Authority of nobody")
        defer { withExtendedLifetime(other) {} }
        let stories = [SampleStory.primaryCareVisit, .approvedImaging]
        let claimIDs = try await Self.claimsOnTheirWay(suite, world, stories)
        var cells = 0
        for falsehood in Falsehood.allCases {
          try await Self.expectReasons(falsehood, other, suite)
          cells += SuiteService.callees.count
        }
        #expect(cells == 24)
        for service in SuiteService.callees { try await suite.startServing(service) }
        for (claimID, story) in zip(claimIDs, stories) {
          let decided = try await suite.ended(claimID)
          #expect(
            AnswerCheck.differences(between: try world.answer(telling: story), and: decided) == [])
        }
        for service in SuiteService.callees {
          try await eventually("the gateway says that \(service) is back") {
            suite.logEvents(.gateway, message: "Service is reached again")
              .contains { $0["called"] as? String == service.rawValue }
          }
        }
      }
    }

    /// Stops all services but the gateway, which keeps calling each: payment and network for a claim
    /// that waits for them, the other two for what they tell of changes.
    private static func claimsOnTheirWay(
      _ suite: TestSuite, _ world: SampleWorld, _ stories: [SampleStory]
    ) async throws -> [String] {
      var claimIDs: [String] = []
      let steps = [(SuiteService.payment, "adjudicate"), (.network, "contract")]
      for ((service, step), story) in zip(steps, stories) {
        try await suite.stop(service)
        let claim = ClaimV1.Claim(try world.claim(telling: story))
        let accepted = try await suite.submit(claim, waitFor: .accepted)
        let claimID = try #require(accepted.summary?.claimID)
        try await suite.waits(claimID, for: step)
        claimIDs.append(claimID)
      }
      try await suite.stop(.authorization)
      try await suite.stop(.eligibility)
      return claimIDs
    }

    private static func expectReasons(
      _ falsehood: Falsehood, _ other: TestAuthority, _ suite: TestSuite
    ) async throws {
      let before = Dictionary(
        uniqueKeysWithValues: SuiteService.callees.map { ($0, reasons($0, suite).count) })
      var servers: [FalseServer] = []
      for service in SuiteService.callees {
        servers.append(
          try await FalseServer(
            at: suite.socket(service),
            files: falsehood.files(service, ours: suite.authority, other: other),
            bundle: suite.authority.bundlePath))
      }
      for service in SuiteService.callees {
        try await eventually("why \(service) is refused, \(falsehood.rawValue)") {
          reasons(service, suite).dropFirst(before[service] ?? 0)
            .contains { $0.contains(falsehood.words) }
        }
      }
      for server in servers {
        #expect(server.paths == [], "\(falsehood.rawValue)")
        await server.close()
      }
    }

    /// Why the gateway could not reach a service, as its log says.
    private static func reasons(_ service: SuiteService, _ suite: TestSuite) -> [String] {
      suite.logEvents(.gateway, message: "Service cannot be reached")
        .filter { $0["called"] as? String == service.rawValue }
        .compactMap { $0["reason"] as? String }
    }

    private func refusedByClient(
      _ stage: Stage, _ falsehood: Falsehood, _ service: SuiteService, _ caller: TLSIdentity
    ) async throws {
      let client = RPCClient(
        target: .unix(path: try stage.socket(service)),
        tls: try stage.ours.context(.client, for: caller),
        expecting: .exactly(try service.identity),
        eventLoop: MultiThreadedEventLoopGroup.singleton.next())
      let cell = "\(caller.name) to \(service), \(falsehood.rawValue)"
      let error = await rpcError(cell) {
        try await client.rawUnary(path: "/a/b", request: [1], options: .impatient)
      }
      #expect(error?.code == .unavailable, "\(cell)")
      #expect(error?.message.contains(falsehood.words) == true, "\(cell): \(error?.message ?? "")")
      await client.close()
    }

    private func refusedByCommand(
      _ stage: Stage, _ falsehood: Falsehood, _ service: SuiteService
    ) async throws {
      let run = try await ProgramRun(
        SuiteBinaries.path(of: "hmo"),
        ["call", "--service", service.rawValue, "grpc.health.v1.Health/Check"],
        environment: ["HMO_DIRECTORY": stage.folder])
      let cell = "hmo to \(service), \(falsehood.rawValue)"
      #expect(run.code == 69, "\(cell)")
      #expect(run.errors.contains(falsehood.words), "\(cell): \(run.errors)")
    }
  }
}
