import Foundation
import TLS
import TestKit
import Testing

@Suite("A context is made from files that a peer would accept, or says what to do")
struct TLSContextTests {
  private let authority: TestAuthority
  private let files: TestCertificateFiles

  init() throws {
    self.authority = try TestAuthority()
    self.files = try self.authority.files(for: Names.service("payment"))
  }

  private func error(
    _ role: TLSConfiguration.Role = .server, _ change: (inout TLSConfiguration) throws -> Void
  ) throws -> TLSError {
    var configuration = self.authority.configuration(role, files: self.files)
    try change(&configuration)
    return try #require(throws: TLSError.self) { try TLSContext(configuration) }
  }

  private func setMode(_ mode: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func write(_ text: String) throws -> String {
    let path = self.authority.directory + "/" + UUID().uuidString
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try self.setMode(0o600, path)
    return path
  }

  @Test(
    "A key file that others may use is refused with the command that mends it",
    arguments: [0o601, 0o604, 0o640, 0o644, 0o660, 0o666, 0o700, 0o777])
  func exposedKey(mode: Int) throws {
    try self.setMode(mode, self.files.privateKeyPath)
    let error = try self.error { _ in }
    #expect(error.code == .keyFileExposed)
    #expect(error.message.contains("chmod 600 " + self.files.privateKeyPath))
  }

  @Test("A key file for its owner alone is accepted", arguments: [0o600, 0o400])
  func ownKey(mode: Int) throws {
    try self.setMode(mode, self.files.privateKeyPath)
    let context = try TLSContext(self.authority.configuration(.server, files: self.files))
    #expect(context.certificate?.identity == (try Names.service("payment")))
    #expect(context.certificate?.serialNumber == self.files.serialNumber)
  }

  @Test("A key behind a symbolic link is refused, as a directory and a dangling link are")
  func linkedKey() throws {
    let link = self.authority.directory + "/link.key"
    for target in [self.files.privateKeyPath, "/nowhere/at/all.key"] {
      try? FileManager.default.removeItem(atPath: link)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      let error = try self.error { $0.privateKeyPath = link }
      #expect(error.code == .fileUnreadable)
      #expect(error.message.contains("symbolic link"))
    }
    #expect(
      try self.error { $0.privateKeyPath = self.authority.directory }.code == .fileUnreadable)
  }

  @Test("A missing file is named")
  func missing() throws {
    let path = "/nowhere/at/all.pem"
    for change: (inout TLSConfiguration) -> Void in [
      { $0.certificateChainPath = path }, { $0.privateKeyPath = path },
      { $0.authorityBundlePath = path },
    ] {
      let error = try self.error { change(&$0) }
      #expect(error.code == .fileUnreadable)
      #expect(error.message.contains(path))
    }
  }

  @Test("A directory, an empty file and a huge file are refused as unreadable")
  func notAFile() throws {
    let empty = try self.write("")
    let huge = try self.write(String(repeating: "x", count: 1_048_577))
    for path in [self.authority.directory, empty, huge] {
      #expect(try self.error { $0.certificateChainPath = path }.code == .fileUnreadable)
      #expect(try self.error { $0.authorityBundlePath = path }.code == .fileUnreadable)
    }
  }

  @Test("A file that is not PEM is refused for what it should hold")
  func notPEM() throws {
    let text = try self.write("not a certificate")
    #expect(try self.error { $0.certificateChainPath = text }.code == .certificateUnusable)
    #expect(try self.error { $0.authorityBundlePath = text }.code == .certificateUnusable)
    #expect(try self.error { $0.privateKeyPath = text }.code == .keyUnusable)
  }

  @Test("A bundle with one broken certificate is refused whole")
  func brokenBundle() throws {
    let good = try String(contentsOfFile: self.authority.bundlePath, encoding: .utf8)
    let broken = good.replacingOccurrences(of: "MII", with: "AAA")
    let path = try self.write(good + broken)
    #expect(try self.error { $0.authorityBundlePath = path }.code == .certificateUnusable)
    let several = try self.write(good + "\n# the next authority\n" + good)
    var configuration = self.authority.configuration(.server, files: self.files)
    configuration.authorityBundlePath = several
    _ = try TLSContext(configuration)
  }

  @Test("A key of another certificate is refused")
  func mismatch() throws {
    let other = try self.authority.files(for: Names.service("network"))
    #expect(try self.error { $0.privateKeyPath = other.privateKeyPath }.code == .keyMismatch)
  }

  @Test("A certificate that peers would refuse is refused at once")
  func unusable() throws {
    let odd =
      OddCertificate.forBothSides + [
        OddCertificate("clientAuth only", .certificateUnusable) { $0.usages = [.clientAuth] }
      ]
    for change in odd {
      var template = CertificateTemplate.leaf(
        for: try Names.service("payment"), validity: .days(1))
      change.change(&template)
      let files = try self.authority.files(from: template)
      let error = try self.error {
        $0.certificateChainPath = files.certificatePath
        $0.privateKeyPath = files.privateKeyPath
      }
      #expect(error.code == .certificateUnusable, "\(change.testDescription)")
      #expect(error.message.contains(files.certificatePath))
    }
  }

  @Test("A person's certificate cannot be loaded for a server")
  func personAsServer() throws {
    let files = try self.authority.files(for: Names.person("nurse"))
    let error = try self.error {
      $0.certificateChainPath = files.certificatePath
      $0.privateKeyPath = files.privateKeyPath
    }
    #expect(error.code == .certificateUnusable)
    #expect(error.message.contains("server"))
  }
}

@Suite("Certificates are replaced without closing connections")
struct TLSReloadTests {
  private let authority: TestAuthority
  private let files: TestCertificateFiles
  private let server: TLSContext

  init() throws {
    self.authority = try TestAuthority()
    self.files = try self.authority.files(for: Names.service("payment"))
    self.server = try TLSContext(self.authority.configuration(.server, files: self.files))
  }

  private func client() throws -> RawPeer {
    var manners = RawPeer.Manners()
    manners.files = try self.authority.files(for: Names.service("gateway"))
    return try RawPeer(manners)
  }

  @Test("New connections get the new certificate; an open one goes on with the old")
  func reload() throws {
    let open = try Wire(context: self.server, peer: self.client(), isEcho: true)
    try open.settle()
    #expect(open.peer.peerSerialNumber == self.files.serialNumber)
    let fresh = try self.authority.issue(over: self.files, for: Names.service("payment"))
    try self.server.reload()
    #expect(self.server.certificate?.serialNumber == fresh.serialNumber)
    let later = try Wire(context: self.server, peer: self.client(), isEcho: true)
    try later.settle()
    #expect(later.peer.peerSerialNumber == fresh.serialNumber)
    open.peer.write([1, 2, 3])
    try open.settle()
    #expect(open.peer.received == [1, 2, 3])
  }

  @Test("Files of another identity are not taken up by a reload")
  func otherIdentity() throws {
    try self.authority.issue(over: self.files, for: Names.service("network"))
    let error = try #require(throws: TLSError.self) { try self.server.reload() }
    #expect(error.code == .certificateUnusable)
    #expect(self.server.certificate?.identity == (try Names.service("payment")))
  }

  @Test("A certificate and the key of the next one are not taken up, however they come about")
  func halfWritten() throws {
    let next = try self.authority.files(for: Names.service("payment"))
    let key = try Data(contentsOf: URL(fileURLWithPath: next.privateKeyPath))
    try key.write(to: URL(fileURLWithPath: self.files.privateKeyPath))
    #expect(throws: TLSError.self) { try self.server.reload() }
    let certificate = try Data(contentsOf: URL(fileURLWithPath: next.certificatePath))
    try certificate.write(to: URL(fileURLWithPath: self.files.certificatePath))
    try self.server.reload()
    #expect(self.server.certificate?.serialNumber == next.serialNumber)
  }

  @Test("A file that is written, replaced or given another mode has another stamp")
  func stamps() throws {
    let configuration = self.server.configuration
    var seen = [configuration.stamps]
    #expect(configuration.stamps == seen[0], "looking changes nothing")
    try self.authority.issue(over: self.files, for: Names.service("payment"))
    seen.append(configuration.stamps)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: self.files.privateKeyPath)
    seen.append(configuration.stamps)
    try FileManager.default.removeItem(atPath: self.files.certificatePath)
    seen.append(configuration.stamps)
    #expect(Set(seen).count == seen.count)
    #expect(seen[3][0] == nil)
  }

  @Test("A reload that fails leaves everything as it was")
  func failedReload() throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: self.files.privateKeyPath)
    #expect(throws: TLSError.self) { try self.server.reload() }
    #expect(self.server.certificate?.serialNumber == self.files.serialNumber)
    let wire = try Wire(context: self.server, peer: self.client())
    try wire.settle()
    #expect(wire.peer.peerSerialNumber == self.files.serialNumber)
  }

  @Test("During a change of authority both are trusted, afterwards only the new one")
  func rollover() async throws {
    let next = try TestAuthority(named: "Next authority")
    let both = self.authority.directory + "/both.pem"
    try FileManager.default.copyItem(atPath: self.authority.bundlePath, toPath: both)
    let nextBytes = try Data(contentsOf: URL(fileURLWithPath: next.bundlePath))
    let oldBytes = try Data(contentsOf: URL(fileURLWithPath: both))
    var configuration = self.authority.configuration(.server, files: self.files)
    configuration.authorityBundlePath = both
    let server = try TLSContext(configuration)
    var clientConfiguration = try next.configuration(.client, for: Names.service("gateway"))
    clientConfiguration.authorityBundlePath = self.authority.bundlePath
    let nextClient = try TLSContext(clientConfiguration, check: .none)
    let oldClient = try self.authority.context(.client, for: Names.service("gateway"))

    func isAccepted(_ client: TLSContext) async throws -> Bool {
      try await Exchange(server: server, client: client).run().server.completed != nil
    }
    #expect(try await !isAccepted(nextClient))
    try (oldBytes + nextBytes).write(to: URL(fileURLWithPath: both), options: .atomic)
    try server.reload()
    #expect(try await isAccepted(nextClient))
    #expect(try await isAccepted(oldClient))
    var trusting = oldClient.configuration
    trusting.authorityBundlePath = both
    let trustingOldClient = try TLSContext(trusting)
    try nextBytes.write(to: URL(fileURLWithPath: both), options: .atomic)
    let early = #expect(throws: TLSError.self) { try server.reload() }
    #expect(early?.message.contains(both) == true, "the old leaf does not fit the new bundle")
    #expect(try await isAccepted(oldClient), "what was refused changed nothing")
    try next.issue(over: self.files, for: Names.service("payment"))
    try server.reload()
    #expect(try await isAccepted(next.context(.client, for: Names.service("gateway"))))
    let seen = try await Exchange(server: server, client: trustingOldClient).run()
    #expect(seen.server.errors.map(\.code) == [.peerCertificateRefused])
  }
}
