import Foundation
import TLS
import TestKit

/// A folder in which the program `hmo` finds a suite that a test started, as if `hmo up` had.
struct CommandFolder {
  /// The folder.
  let path: String

  /// Makes the folder inside the suite's own, with a certificate of `hmo`.
  init(_ suite: TestSuite) throws {
    path = suite.directory + "/hmo"
    for name in ["run", "certs"] {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    for service in SuiteService.allCases {
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/run/\(service.rawValue).sock", withDestinationPath: suite.socket(service))
    }
    let files = try suite.authority.files(for: .hmo)
    for (from, to) in [
      (suite.authority.bundlePath, "\(path)/certs/ca.pem"), (files.certificatePath, certificate),
      (files.privateKeyPath, key),
    ] {
      try FileManager.default.copyItem(atPath: from, toPath: to)
    }
  }

  /// The certificate that `hmo` shows.
  var certificate: String { path + "/certs/client-hmo.pem" }
  /// The key of that certificate.
  var key: String { path + "/certs/client-hmo.key" }

  /// Runs `hmo` in the folder.
  func hmo(_ arguments: [String]) async throws -> ProgramRun {
    try await ProgramRun(
      SuiteBinaries.path(of: "hmo"), arguments, environment: ["HMO_DIRECTORY": path])
  }

  /// Runs `hmo` in the folder as one whom the modes of files bind.
  func hmoBoundByModes(_ arguments: [String]) async throws -> ProgramRun {
    try await .boundByModes(
      SuiteBinaries.path(of: "hmo"), arguments, environment: ["HMO_DIRECTORY": path])
  }
}
