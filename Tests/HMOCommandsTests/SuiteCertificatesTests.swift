import ArgumentParser
import Foundation
import Testing

@testable import HMOCommands

@Suite("Certificates of a suite")
struct SuiteCertificatesTests {
  @Test("Everyone gets one, renewal keeps the authority, and keys are readable by this user alone")
  func makes() throws {
    let folder = try TemporaryFolder()
    try folder.layout.makeFolders()
    let certificates = SuiteCertificates(layout: folder.layout)
    #expect(!certificates.areComplete)
    try certificates.make(days: 1)
    #expect(certificates.areComplete)
    let authority = try contents(folder.layout.authority)
    let leaf = try contents(folder.layout.certificate("gateway"))
    try certificates.make(days: 2)
    #expect(try contents(folder.layout.authority) == authority)
    #expect(try contents(folder.layout.certificate("gateway")) != leaf)
    for identity in SuiteCertificates.identities {
      let key = folder.layout.key(SuiteCertificates.fileName(identity))
      #expect(try permissions(key) == 0o600, "\(key)")
    }
    #expect(try permissions(folder.layout.authorityKey) == 0o600)
  }

  private func contents(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("A certificate that is missing makes the set incomplete")
  func incomplete() throws {
    let folder = try TemporaryFolder()
    try folder.layout.makeFolders()
    let certificates = SuiteCertificates(layout: folder.layout)
    try certificates.make(days: 1)
    try FileManager.default.removeItem(atPath: folder.layout.certificate("payment"))
    #expect(!certificates.areComplete)
  }

  @Test(
    "Where the authority's key is kept elsewhere nothing is made, unless another one is asked for")
  func authorityWithoutKey() throws {
    let folder = try TemporaryFolder()
    try folder.layout.makeFolders()
    let certificates = SuiteCertificates(layout: folder.layout)
    try certificates.make(days: 1)
    let authority = try contents(folder.layout.authority)
    let leaf = try contents(folder.layout.certificate("gateway"))
    try FileManager.default.removeItem(atPath: folder.layout.authorityKey)
    let failure = #expect(throws: CommandFailure.self) { try certificates.make(days: 2) }
    #expect(failure?.message.contains("--new-authority") == true)
    #expect(try contents(folder.layout.authority) == authority)
    #expect(try contents(folder.layout.certificate("gateway")) == leaf)
    try certificates.make(days: 2, isAuthorityNew: true)
    #expect(try contents(folder.layout.authority) != authority)
    #expect(try contents(folder.layout.certificate("gateway")) != leaf)
  }

  @Test("The list names each leaf, and says which one was taken back by number or by file")
  func deny() async throws {
    let folder = try TemporaryFolder()
    try folder.layout.makeFolders()
    try SuiteCertificates(layout: folder.layout).make(days: 3)
    func rows() throws -> [CertificateList.Row] {
      try CertificateList(
        folder: folder.layout.certificates, denyList: folder.layout.denyList
      ).rows()
    }
    let before = try rows()
    #expect(
      before.map(\.file) == [
        "authorization.pem", "client-hmo.pem", "client-integrator.pem", "eligibility.pem",
        "gateway.pem", "network.pem", "payment.pem",
      ])
    #expect(before.allSatisfy { $0.state == "valid" && $0.daysLeft == 3 })
    #expect(before[4].identity == "spiffe://hmo.internal/service/gateway")
    let payment = folder.layout.certificate("payment")
    for arguments in [[before[4].serialNumber.lowercased(), "--note", "lost"], [payment]] {
      let command = try CertsDenyCommand.parse(arguments + ["--directory", folder.path])
      try await command.run()
    }
    #expect(
      try rows().filter { $0.state == "denied" }.map(\.file) == ["gateway.pem", "payment.pem"])
    let later = try CertificateList(
      folder: folder.layout.certificates, denyList: folder.layout.denyList
    ).rows(now: Date() + 4 * 86_400)
    #expect(later[0].state == "ended" && later[0].daysLeft == 0)
    let text = try String(contentsOfFile: folder.layout.denyList, encoding: .utf8)
    #expect(text.contains("\(before[4].serialNumber)  # lost"))
    try folder.layout.makeFolders()
    #expect(try String(contentsOfFile: folder.layout.denyList, encoding: .utf8) == text, "kept")
  }

  @Test(
    "What is neither a number nor a certificate is not denied, and a wrong list is not added to")
  func denyNonsense() async throws {
    let folder = try TemporaryFolder()
    try folder.layout.makeFolders()
    let nonsense = try CertsDenyCommand.parse(["nothing.pem", "--directory", folder.path])
    await #expect(throws: (any Error).self) { try await nonsense.run() }
    try Data("nonsense".utf8).write(to: URL(fileURLWithPath: folder.layout.denyList))
    let good = try CertsDenyCommand.parse(["0A", "--directory", folder.path])
    await #expect(throws: (any Error).self) { try await good.run() }
    let text = try String(contentsOfFile: folder.layout.denyList, encoding: .utf8)
    #expect(text == "nonsense")
    #expect(throws: CommandFailure.self) {
      try CertificateList(folder: folder.path, denyList: folder.layout.denyList).rows()
    }
  }
}
