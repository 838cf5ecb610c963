import Foundation
import Messages
import NIOPosix
import RPC
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Six kinds of false server, seen by the suite's callers", .serialized)
  struct IdentityServerMatrixTests {
    /// What stands at the address of a service.
    private enum Falsehood: String, CaseIterable {
      case wrongName = "an identity that no service has"
      case anotherService = "another service's identity"
      case expired = "an expired certificate"
      case selfSigned = "a certificate signed by itself"
      case anotherAuthority = "a certificate of another authority"
      case plaintext = "no TLS at all"

      /// What the caller's message says.
      var words: String {
        switch self {
        case .wrongName, .anotherService: "Another identity answers than the one expected here"
        case .expired: "has expired; issue it again"
        case .selfSigned, .anotherAuthority: "no authority of our bundle issued it"
        case .plaintext: "does not speak TLS 1.3: check the address"
        }
      }
    }

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

      /// The certificate that a false `service` shows; nothing for one without TLS.
      func files(_ falsehood: Falsehood, _ service: SuiteService) throws -> TestCertificateFiles? {
        var template = CertificateTemplate.leaf(for: try service.identity, validity: .days(1))
        switch falsehood {
        case .wrongName: template.uris = ["spiffe://hmo.internal/service/\(service.rawValue)x"]
        case .anotherService:
          let another: SuiteService = service == .payment ? .network : .payment
          template.uris = [try another.identity.uri]
        case .expired:
          template.validity = CertificateValidity(
            startSeconds: 1_600_000_000, endSeconds: 1_700_000_000)
        case .selfSigned: template.signer = .itself
        case .anotherAuthority: return try other.get().files(for: service.identity)
        case .plaintext: return nil
        }
        return try ours.files(from: template)
      }

      /// Runs `body` while a false `service` listens, and gives what that heard.
      func with(
        _ falsehood: Falsehood, at service: SuiteService, _ body: () async throws -> Void
      ) async throws -> [String] {
        let socket = try socket(service)
        guard let files = try files(falsehood, service) else {
          let server = try PlaintextServer(at: socket)
          defer { server.end() }
          try await body()
          return []
        }
        let server = try await RogueServer(at: socket, files: files, bundle: ours.bundlePath)
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
