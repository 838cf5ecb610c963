import Foundation
import RPC

/// Where a suite on this machine keeps its files, all under one folder.
struct SuiteLayout {
  /// The folder.
  let directory: String
  /// The folder of the certificates.
  let certificates: String

  /// The services in the order in which they start; the gateway comes last.
  static let services = ["eligibility", "network", "authorization", "payment", "gateway"]

  /// Names the files of a suite.
  ///
  /// - Parameter certificates: The folder of certificates that suites share; its own when absent.
  init(directory: String, certificates: String? = nil) {
    self.directory = URL(fileURLWithPath: directory).standardizedFileURL.path
    self.certificates = certificates ?? self.directory + "/certs"
  }

  var stateFile: String { directory + "/suite.json" }

  func store(_ service: String) -> String { "\(directory)/stores/\(service).sqlite" }
  func log(_ service: String) -> String { "\(directory)/logs/\(service).log" }
  func socket(_ service: String) -> String { "\(directory)/run/\(service).sock" }
  func certificate(_ name: String) -> String { "\(certificates)/\(name).pem" }
  func key(_ name: String) -> String { "\(certificates)/\(name).key" }
  var authority: String { certificates + "/ca.pem" }
  var authorityKey: String { certificates + "/ca.key" }
  var denyList: String { certificates + "/denied.txt" }

  /// Makes the folders, for this user alone, and an empty deny-list when there is none.
  func makeFolders() throws {
    let folders = [certificates] + ["stores", "logs", "run"].map { "\(directory)/\($0)" }
    for folder in folders {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      } catch {
        throw CommandFailure("the folder \(folder) cannot be made; check its parent")
      }
    }
    try makeDenyList()
    let longest = socket("authorization")
    guard longest.utf8.count <= RPCAddress.unixPathBytesMax else {
      throw CommandFailure(
        "the path \(longest) has \(longest.utf8.count) bytes, and the system takes at most "
          + "\(RPCAddress.unixPathBytesMax) for a socket; choose a shorter folder with --directory")
    }
  }

  private func makeDenyList() throws {
    guard !FileManager.default.fileExists(atPath: denyList) else { return }
    let text = "# Serial numbers of certificates taken back, one a line; see hmo certs deny.\n"
    guard FileManager.default.createFile(atPath: denyList, contents: Data(text.utf8)) else {
      throw CommandFailure("the deny-list \(denyList) cannot be made; check its folder")
    }
  }
}
