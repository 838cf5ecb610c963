import Foundation
import TLS

/// An authority made for this run of the tests, and what it issued.
struct TestCredentials: Sendable {
  static let shared = Result { try TestCredentials() }

  let directory: String
  let authorityPath: String
  let server: TLSContext
  let client: TLSContext
  let serverIdentity: TLSIdentity
  let clientIdentity: TLSIdentity

  private init() throws {
    directory =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("rpc-tests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let authority = try CertificateAuthority(commonName: "tests")
    authorityPath = directory + "/ca.pem"
    try Data(authority.files().certificatePEM).write(to: URL(fileURLWithPath: authorityPath))
    serverIdentity = try Self.identity(.service, "payment")
    clientIdentity = try Self.identity(.client, "tester")
    server = try Self.context(.server, serverIdentity, authority, directory)
    client = try Self.context(.client, clientIdentity, authority, directory)
  }

  private static func identity(_ kind: TLSIdentity.Kind, _ name: String) throws -> TLSIdentity {
    struct Unusable: Error {}
    guard let identity = TLSIdentity(kind: kind, name: name) else { throw Unusable() }
    return identity
  }

  private static func context(
    _ role: TLSConfiguration.Role, _ identity: TLSIdentity, _ authority: CertificateAuthority,
    _ directory: String
  ) throws -> TLSContext {
    let certificate = "\(directory)/\(identity.name).pem"
    let key = "\(directory)/\(identity.name).key"
    try authority.issue(for: identity).write(certificatePath: certificate, privateKeyPath: key)
    return try TLSContext(
      TLSConfiguration(
        role: role, certificateChainPath: certificate, privateKeyPath: key,
        authorityBundlePath: directory + "/ca.pem"))
  }

  /// A new path for a Unix socket.
  func socketPath() -> String {
    let name = String(UInt32.random(in: .min ... .max), radix: 36)
    return "\(directory)/\(name).sock"
  }
}
