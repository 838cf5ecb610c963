import TLS
import TestKit

/// One authority, and the certificates of everyone who takes part.
struct Credentials: Sendable {
  let authority: TestAuthority
  let server: TestCertificateFiles
  /// The gateway: the one identity that may ask for echoes.
  let gateway: TestCertificateFiles
  /// A caller with the gateway's identity, for attacks by someone who may call.
  let insider: TLSContext
  /// Callers with an identity of their own, who may call nothing.
  let outsiders: [TLSContext]

  init() throws {
    let authority = try TestAuthority(named: "Abuse")
    let gatewayIdentity = try TLSIdentity.named(.service, "gateway")
    self.authority = authority
    server = try authority.files(for: .named(.service, "echo"))
    gateway = try authority.files(for: gatewayIdentity)
    insider = try authority.context(.client, for: gatewayIdentity)
    outsiders = try (1...6).map { try authority.context(.client, for: .named(.client, "a\($0)")) }
  }

  /// The arguments that name the files of one side.
  func arguments(_ files: TestCertificateFiles) -> [String] {
    [
      "--certificate", files.certificatePath, "--key", files.privateKeyPath, "--authority",
      authority.bundlePath,
    ]
  }
}
