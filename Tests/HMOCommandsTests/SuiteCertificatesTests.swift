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
}
