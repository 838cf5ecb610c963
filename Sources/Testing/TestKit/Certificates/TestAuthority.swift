import Foundation
package import TLS

/// A certificate authority with its files in a temporary directory, for one test.
///
/// Everything is made at run time and removed when the value is released, so keep it as long as its
/// paths are used.
package final class TestAuthority: Sendable {
  /// The directory that holds all files.
  package let directory: String
  /// The authority's certificate, which both sides trust.
  package let bundlePath: String

  private let authority: CertificateAuthority

  /// Makes an authority in a new directory.
  package init(
    named name: String = "Test authority",
    validity: CertificateValidity = .days(CertificateValidity.authorityDays)
  ) throws {
    self.directory = try Self.makeDirectory()
    self.bundlePath = self.directory + "/ca.pem"
    self.authority = try CertificateAuthority(commonName: name, validity: validity)
    try self.authority.files().write(
      certificatePath: self.bundlePath, privateKeyPath: self.directory + "/ca.key")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: self.directory)
  }

  /// Issues a certificate for `identity` and says where its files are.
  package func files(for identity: TLSIdentity) throws -> TestCertificateFiles {
    try self.write(self.authority.issue(for: identity))
  }

  /// Issues a certificate from a template, whatever it asks for.
  package func files(from template: CertificateTemplate) throws -> TestCertificateFiles {
    try self.write(self.authority.issue(template))
  }

  /// Issues a certificate for `identity` beside a key that only claims to belong to it: the public
  /// half in the file is the certificate's, the secret half another's.
  package func filesWithForeignKey(for identity: TLSIdentity) throws -> TestCertificateFiles {
    let files = try self.files(for: identity)
    let own = try Self.keyFile(files.privateKeyPath)
    let foreign = try Self.keyFile(self.files(for: identity).privateKeyPath)
    let mixed =
      foreign.bytes.dropLast(Self.publicPointBytes) + own.bytes.suffix(Self.publicPointBytes)
    let text = Data(mixed).base64EncodedString(
      options: [.lineLength64Characters, .endLineWithLineFeed])
    try "\(own.first)\n\(text)\n\(own.last)\n"
      .write(toFile: files.privateKeyPath, atomically: false, encoding: .utf8)
    return files
  }

  /// An EC P-256 key in PKCS 8 ends with its public point, uncompressed.
  private static let publicPointBytes = 65

  /// The bytes of a key between the two lines that frame them in its file.
  private static func keyFile(
    _ path: String
  ) throws -> (first: Substring, bytes: Data, last: Substring) {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    guard let first = lines.first, let last = lines.last,
      let bytes = Data(base64Encoded: lines.dropFirst().dropLast().joined())
    else { throw TestSuiteError("a key that was just made cannot be read") }
    return (first: first, bytes: bytes, last: last)
  }

  /// Issues a leaf below an intermediate authority and leaves the intermediate out of its file.
  package func filesBelowIntermediate(for identity: TLSIdentity) throws -> TestCertificateFiles {
    var template = CertificateTemplate.authority(named: "Intermediate", validity: .days(1))
    template.signer = .authority
    let files = try self.files(from: template)
    let intermediate = try CertificateAuthority(
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath)
    return try self.write(intermediate.issue(.leaf(for: identity, validity: .days(1))))
  }

  /// Issues another certificate for `identity` over the files of an earlier one, as a rotation does.
  @discardableResult
  package func issue(
    over files: TestCertificateFiles, for identity: TLSIdentity,
    validity: CertificateValidity = .days(CertificateValidity.leafDays)
  ) throws -> TestCertificateFiles {
    try self.write(self.authority.issue(for: identity, validity: validity), over: files)
  }

  /// Issues a certificate from a template over the files of an earlier one.
  @discardableResult
  package func issue(
    over files: TestCertificateFiles, from template: CertificateTemplate
  ) throws -> TestCertificateFiles {
    try self.write(self.authority.issue(template), over: files)
  }

  private func write(
    _ issued: IssuedCertificate, over files: TestCertificateFiles
  ) throws -> TestCertificateFiles {
    try issued.write(
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath)
    return TestCertificateFiles(
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath,
      serialNumber: issued.serialNumber)
  }

  /// The configuration of `role` with a fresh certificate for `identity`, trusting this authority.
  package func configuration(
    _ role: TLSConfiguration.Role, for identity: TLSIdentity
  ) throws -> TLSConfiguration {
    try self.configuration(role, files: self.files(for: identity))
  }

  /// The configuration of `role` with the given certificate, trusting this authority.
  package func configuration(
    _ role: TLSConfiguration.Role, files: TestCertificateFiles
  ) -> TLSConfiguration {
    TLSConfiguration(
      role: role,
      certificateChainPath: files.certificatePath,
      privateKeyPath: files.privateKeyPath,
      authorityBundlePath: self.bundlePath)
  }

  /// A context of `role` with a fresh certificate for `identity`, trusting this authority.
  package func context(
    _ role: TLSConfiguration.Role, for identity: TLSIdentity
  ) throws -> TLSContext {
    try TLSContext(self.configuration(role, for: identity))
  }

  private func write(_ issued: IssuedCertificate) throws -> TestCertificateFiles {
    let base = self.directory + "/" + UUID().uuidString
    let files = TestCertificateFiles(
      certificatePath: base + ".pem", privateKeyPath: base + ".key",
      serialNumber: issued.serialNumber)
    try issued.write(
      certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath)
    return files
  }

  /// Short, because Unix sockets are often put beside the certificates.
  private static func makeDirectory() throws -> String {
    let path = "/tmp/hmo-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    return path
  }
}
