import Foundation

/// The public sample files, which stay outside the repository and are read in place.
enum SharedData {
  /// The folder of X12 samples, or nothing when this machine does not have them.
  static let x12: URL? = {
    let folder = root.appending(path: "x12")
    if FileManager.default.fileExists(atPath: folder.appending(path: "MANIFEST.csv").path) {
      return folder
    }
    let message = "SKIPPED: no X12 samples at \(folder.path); set HMO_SHARED_DATA\n"
    FileHandle.standardError.write(Data(message.utf8))
    return nil
  }()

  private static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(filePath: path)
    }
    var package = URL(filePath: #filePath).resolvingSymlinksInPath()
    while package.lastPathComponent != "Tests", package.path.count > 1 {
      package.deleteLastPathComponent()
    }
    return package.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data")
  }()

  /// The files of a folder below `x12`, by name.
  static func files(in folder: String) throws -> [URL] {
    guard let x12 else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: x12.appending(path: folder), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  /// Every folder of samples.
  static func folders() throws -> [String] {
    guard let x12 else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: x12.path)
      .filter { !$0.hasSuffix(".csv") }.sorted()
  }
}
