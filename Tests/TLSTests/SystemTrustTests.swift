import Foundation
import TLS
import TestKit
import Testing

@Suite("The trust store of the system is never asked")
struct SystemTrustTests {
  @Test("An authority that OpenSSL's environment trusts vouches for nobody, in either direction")
  func environment() async {
    await #expect(processExitsWith: .success) {
      let ours = try TestAuthority()
      let systems = try TestAuthority(named: "Trusted by the system")
      setenv("SSL_CERT_FILE", systems.bundlePath, 1)
      setenv("SSL_CERT_DIR", systems.directory, 1)
      let server = try ours.context(.server, for: Names.service("payment"))
      let client = try ours.context(.client, for: Names.service("gateway"))
      let strangeServer = try TLSContext(
        ours.configuration(.server, files: systems.files(for: Names.service("payment"))),
        check: .none)
      let strangeClient = try TLSContext(
        ours.configuration(.client, files: systems.files(for: Names.service("gateway"))),
        check: .none)

      let welcome = try await Exchange(server: server, client: client).run()
      try #require(welcome.server.completed != nil)
      let towardsUs = try await Exchange(server: server, client: strangeClient).run()
      try #require(towardsUs.server.errors.map(\.code) == [.peerCertificateRefused])
      let fromUs = try await Exchange(server: strangeServer, client: client).run()
      try #require(fromUs.client.errors.map(\.code) == [.peerCertificateRefused])
    }
  }
}
