import Foundation
import TLS
import TestKit
import Testing

/// One certificate that must be refused, made from a good one by one change.
struct OddCertificate: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: TLSError.Code
  let change: @Sendable (inout CertificateTemplate) -> Void

  init(
    _ name: String, _ code: TLSError.Code,
    _ change: @escaping @Sendable (inout CertificateTemplate) -> Void
  ) {
    self.testDescription = name
    self.code = code
    self.change = change
  }

  /// What neither side may show.
  static var forBothSides: [OddCertificate] {
    [
      OddCertificate("self-signed", .peerCertificateRefused) { $0.signer = .itself },
      OddCertificate("expired", .peerCertificateRefused) {
        $0.validity = CertificateValidity(startSeconds: 1_600_000_000, endSeconds: 1_700_000_000)
      },
      OddCertificate("not yet valid", .peerCertificateRefused) {
        $0.validity = CertificateValidity(startSeconds: 4_000_000_000, endSeconds: 4_100_000_000)
      },
      OddCertificate("CA:TRUE as a leaf", .peerCertificateRefused) { $0.isAuthority = true },
      OddCertificate("no extended key usage", .peerCertificateRefused) { $0.usages = [] },
      OddCertificate("no alternative names", .peerIdentityRefused) {
        $0.uris = []
        $0.dnsNames = []
        $0.ipAddresses = []
      },
      OddCertificate("only a common name", .peerIdentityRefused) {
        $0.commonName = $0.uris[0]
        $0.uris = []
      },
      OddCertificate("two URIs", .peerIdentityRefused) {
        $0.uris.append("spiffe://hmo.internal/service/other")
      },
      OddCertificate("the same URI twice", .peerIdentityRefused) { $0.uris.append($0.uris[0]) },
      OddCertificate("another trust domain", .peerIdentityRefused) {
        $0.uris = ["spiffe://other.internal/service/gateway"]
      },
      OddCertificate("a URI of another scheme beside ours", .peerIdentityRefused) {
        $0.uris.append("https://hmo.internal/service/gateway")
      },
      OddCertificate("an identity of unknown kind", .peerIdentityRefused) {
        $0.uris = ["spiffe://hmo.internal/robot/gateway"]
      },
    ]
  }
}

@Suite("Certificates that must be refused are, before any data")
struct CertificateMatrixTests {
  private let authority: TestAuthority
  private let server: TLSContext
  private let client: TLSContext

  init() throws {
    self.authority = try TestAuthority()
    self.server = try self.authority.context(.server, for: Names.service("payment"))
    self.client = try self.authority.context(.client, for: Names.service("gateway"))
  }

  private func context(
    _ role: TLSConfiguration.Role, _ odd: OddCertificate
  ) throws -> TLSContext {
    let name = role == .server ? "payment" : "gateway"
    var template = CertificateTemplate.leaf(for: try Names.service(name), validity: .days(1))
    odd.change(&template)
    let files = try self.authority.files(from: template)
    return try TLSContext(self.authority.configuration(role, files: files), check: .none)
  }

  private func expectRefusedByServer(_ client: TLSContext, _ code: TLSError.Code) async throws {
    let seen = try await Exchange(server: self.server, client: client).run()
    #expect(seen.server.completed == nil)
    #expect(seen.server.errors.map(\.code) == [code])
    #expect(seen.server.bytes.isEmpty)
    #expect(seen.client.bytes.isEmpty)
  }

  private func expectRefusedByClient(
    _ server: TLSContext, _ code: TLSError.Code, expecting: TLSPeerExpectation = .any
  ) async throws {
    var exchange = Exchange(server: server, client: self.client)
    exchange.expecting = expecting
    let seen = try await exchange.run()
    #expect(seen.client.completed == nil)
    #expect(seen.client.errors.map(\.code) == [code])
    #expect(seen.server.completed == nil)
    #expect(seen.server.bytes.isEmpty)
  }

  @Test("A server refuses a client that shows it", arguments: OddCertificate.forBothSides)
  func refusedByServer(_ odd: OddCertificate) async throws {
    try await self.expectRefusedByServer(self.context(.client, odd), odd.code)
  }

  @Test("A client refuses a server that shows it", arguments: OddCertificate.forBothSides)
  func refusedByClient(_ odd: OddCertificate) async throws {
    try await self.expectRefusedByClient(self.context(.server, odd), odd.code)
  }

  @Test("A client may not show a certificate for servers only")
  func serverOnly() async throws {
    let odd = OddCertificate("", .peerCertificateRefused) { $0.usages = [.serverAuth] }
    try await self.expectRefusedByServer(self.context(.client, odd), odd.code)
  }

  @Test("A program or a person may not pose as a server")
  func clientOnly() async throws {
    for identity in [try Names.client("portal"), try Names.person("nurse")] {
      let files = try self.authority.files(for: identity)
      let server = try TLSContext(
        self.authority.configuration(.server, files: files), check: .none)
      try await self.expectRefusedByClient(server, .peerCertificateRefused)
    }
  }

  @Test("Programs and persons are let in as clients, under their own names")
  func clientsAccepted() async throws {
    for identity in [try Names.client("portal"), try Names.person("nurse")] {
      let client = try self.authority.context(.client, for: identity)
      let seen = try await Exchange(server: self.server, client: client).run()
      #expect(seen.server.completed?.identity == identity)
    }
  }

  @Test("Another authority of the same name vouches for nobody, in either direction")
  func otherAuthority() async throws {
    let other = try TestAuthority()
    let strangerFiles = try other.files(for: Names.service("gateway"))
    let client = try TLSContext(
      self.authority.configuration(.client, files: strangerFiles), check: .none)
    try await self.expectRefusedByServer(client, .peerCertificateRefused)
    let server = try TLSContext(
      self.authority.configuration(.server, files: other.files(for: Names.service("payment"))),
      check: .none)
    try await self.expectRefusedByClient(server, .peerCertificateRefused)
  }

  @Test("A leaf below an intermediate is refused, with the intermediate shown or missing")
  func intermediate() async throws {
    let below = try IntermediateFiles(under: self.authority, for: Names.service("gateway"))
    for chainPath in [below.chainPath, below.leafPath] {
      var configuration = self.authority.configuration(.client, files: below.files)
      configuration.certificateChainPath = chainPath
      try await self.expectRefusedByServer(
        TLSContext(configuration, check: .none), .peerCertificateRefused)
    }
  }

  @Test("A client refuses another service of our own authority than the one it expects")
  func wrongService() async throws {
    try await self.expectRefusedByClient(
      self.server, .peerIdentityRefused, expecting: .exactly(Names.service("authorization")))
  }
}

/// An authority below the test authority, which its path length forbids, and a leaf below that.
struct IntermediateFiles {
  let files: TestCertificateFiles
  let leafPath: String
  let chainPath: String

  init(under authority: TestAuthority, for identity: TLSIdentity) throws {
    var template = CertificateTemplate.authority(named: "Intermediate", validity: .days(1))
    template.signer = .authority
    let files = try authority.files(from: template)
    let intermediate = try CertificateAuthority(
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath)
    let leaf = try intermediate.issue(.leaf(for: identity, validity: .days(1)))
    let base = authority.directory + "/below"
    try leaf.write(certificatePath: base + ".pem", privateKeyPath: base + ".key")
    let intermediateBytes = try Data(contentsOf: URL(fileURLWithPath: files.certificatePath))
    try (Data(leaf.certificatePEM) + intermediateBytes)
      .write(to: URL(fileURLWithPath: base + ".chain.pem"))
    self.leafPath = base + ".pem"
    self.chainPath = base + ".chain.pem"
    self.files = TestCertificateFiles(
      certificatePath: self.leafPath, privateKeyPath: base + ".key",
      serialNumber: leaf.serialNumber)
  }
}
