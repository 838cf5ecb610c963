import TLS
import TestKit

/// Certificates for one test server and its callers.
struct CaseCredentials: Sendable {
  let authority: TestAuthority
  let serverIdentity: TLSIdentity
  let server: TestCertificateFiles
  let client: TestCertificateFiles

  init() throws {
    guard let serverIdentity = TLSIdentity(kind: .service, name: "interop"),
      let clientIdentity = TLSIdentity(kind: .client, name: "interop")
    else { throw TestSuiteError("the names of the identities are not allowed") }
    authority = try TestAuthority(named: "Authority of the cases")
    self.serverIdentity = serverIdentity
    server = try authority.files(for: serverIdentity)
    client = try authority.files(for: clientIdentity)
  }

  /// What our own server or client needs.
  func context(_ role: TLSConfiguration.Role) throws -> TLSContext {
    try TLSContext(
      authority.configuration(role, files: role == .server ? server : client))
  }

  /// What a Python program needs, in the words of `interop_peer.py`.
  func json(_ role: TLSConfiguration.Role) -> [String: Any] {
    let files = role == .server ? server : client
    return [
      "protos": PythonPeer.packageRoot + "/Tests/InteropMessages/Protos",
      "certificate": files.certificatePath, "key": files.privateKeyPath,
      "authority": authority.bundlePath,
    ]
  }
}
