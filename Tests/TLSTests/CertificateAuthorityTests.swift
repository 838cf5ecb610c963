import Foundation
import TLS
import TestKit
import Testing

@Suite("An authority issues what the suite accepts")
struct CertificateAuthorityTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test("An authority read back from its files issues certificates that its bundle vouches for")
  func readBack() async throws {
    let authority = try TestAuthority()
    let again = try CertificateAuthority(
      certificatePath: authority.bundlePath, privateKeyPath: authority.directory + "/ca.key")
    let issued = try again.issue(for: Names.service("gateway"))
    let base = authority.directory + "/again"
    try issued.write(certificatePath: base + ".pem", privateKeyPath: base + ".key")
    let files = TestCertificateFiles(
      certificatePath: base + ".pem", privateKeyPath: base + ".key",
      serialNumber: issued.serialNumber)
    let seen = try await Exchange(
      server: authority.context(.server, for: Names.service("payment")),
      client: TLSContext(authority.configuration(.client, files: files))
    ).run()
    #expect(seen.server.completed?.serialNumber == issued.serialNumber)
  }

  @Test("A key is written for its owner alone, also over an older file that was not")
  func modes() throws {
    let authority = try TestAuthority()
    let base = authority.directory + "/leaf"
    try "old".write(toFile: base + ".key", atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o666], ofItemAtPath: base + ".key")
    let issuer = try CertificateAuthority(commonName: "Modes")
    try issuer.issue(for: Names.client("portal"))
      .write(certificatePath: base + ".pem", privateKeyPath: base + ".key")
    #expect(try self.mode(base + ".key") == 0o600)
    #expect(try self.mode(base + ".pem") == 0o644)
    #expect(try self.mode(authority.directory) == 0o700)
    let left = try FileManager.default.contentsOfDirectory(atPath: authority.directory)
    #expect(!left.contains { $0.hasSuffix(".new") }, "no draft stays behind")
  }

  @Test("A write into a missing folder fails with words, and leaves nothing")
  func missingFolder() throws {
    let issued = try CertificateAuthority(commonName: "Nowhere").issue(for: Names.client("portal"))
    let error = try #require(throws: TLSError.self) {
      try issued.write(certificatePath: "/nowhere/a.pem", privateKeyPath: "/nowhere/a.key")
    }
    #expect(error.code == .issuingFailed)
    #expect(error.message.contains("/nowhere/a.key"))
  }

  @Test("A leaf lives thirty days unless told otherwise, and never longer than its authority")
  func lifetime() throws {
    let authority = try TestAuthority()
    let before = Int64(time(nil))
    let context = try authority.context(.server, for: Names.service("payment"))
    let end = try #require(context.certificate?.endSeconds)
    let after = Int64(time(nil))
    #expect((before + 30 * 86_400...after + 30 * 86_400).contains(end))
    let shortLived = try CertificateAuthority(commonName: "Short", validity: .days(10))
    let error = try #require(throws: TLSError.self) {
      try shortLived.issue(for: Names.service("payment"))
    }
    #expect(error.code == .issuingFailed)
    _ = try shortLived.issue(for: Names.service("payment"), validity: .days(9))
  }

  @Test("Days are kept within one and the longest life", arguments: [Int.min, -1, 0, 1])
  func daysFloor(days: Int) {
    let validity = CertificateValidity.days(days)
    #expect(validity.endSeconds - validity.startSeconds == 86_400 + 300)
    let longest = CertificateValidity.days(Int.max)
    #expect(
      longest.endSeconds - longest.startSeconds
        == Int64(CertificateValidity.daysMax) * 86_400 + 300)
  }

  @Test("Serial numbers do not repeat and are 127 bits long")
  func serialNumbers() throws {
    let authority = try CertificateAuthority(commonName: "Serials")
    let numbers = try (0..<20).map { _ in
      try authority.issue(for: Names.client("portal")).serialNumber
    }
    #expect(Set(numbers).count == 20)
    #expect(numbers.allSatisfy { $0.count == 32 })
  }

  @Test("Files that are no authority cannot be read as one")
  func notAnAuthority() throws {
    let authority = try TestAuthority()
    let leaf = try authority.files(for: Names.service("payment"))
    #expect(throws: TLSError.self) {
      try CertificateAuthority(
        certificatePath: leaf.certificatePath, privateKeyPath: leaf.privateKeyPath)
    }
    let error = try #require(throws: TLSError.self) {
      try CertificateAuthority(
        certificatePath: authority.bundlePath, privateKeyPath: leaf.privateKeyPath)
    }
    #expect(error.code == .keyMismatch)
    #expect(throws: TLSError.self) {
      try CertificateAuthority(certificatePEM: [], privateKeyPEM: [])
    }
  }

  @Test(
    "A common name that does not fit is refused",
    arguments: ["", String(repeating: "x", count: 65)]
  )
  func commonName(name: String) {
    #expect(throws: TLSError.self) { try CertificateAuthority(commonName: name) }
  }

  @Test("A name that would smuggle in another name is refused")
  func smuggledName() throws {
    let authority = try CertificateAuthority(commonName: "Smuggling")
    var template = CertificateTemplate.leaf(
      for: try Names.client("portal"), validity: .days(1))
    template.uris = ["spiffe://hmo.internal/client/a,URI:spiffe://hmo.internal/service/payment"]
    #expect(throws: TLSError.self) { try authority.issue(template) }
  }

  @Test("The private key does not print")
  func redacted() throws {
    let issued = try CertificateAuthority(commonName: "Printing").issue(for: Names.client("portal"))
    var dumped = ""
    dump(issued, to: &dumped)
    for text in ["\(issued)", String(reflecting: issued), dumped] {
      #expect(!text.contains("PRIVATE") && !text.contains("UInt8"))
    }
  }

  @Test("Test certificates disappear with the authority that made them")
  func temporary() throws {
    var authority: TestAuthority? = try TestAuthority()
    let directory = try #require(authority?.directory)
    #expect(FileManager.default.fileExists(atPath: directory))
    authority = nil
    #expect(!FileManager.default.fileExists(atPath: directory))
  }
}
