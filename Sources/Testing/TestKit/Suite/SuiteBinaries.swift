import Foundation

/// Where the programs of this build are.
package enum SuiteBinaries {
  /// The path of a program: in `HMO_BINARIES` when that is set, else beside the running tests.
  ///
  /// - Throws: ``TestSuiteError`` when it was not built.
  package static func path(of program: String) throws -> String {
    let path = "\(folder)/\(program)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw TestSuiteError("\(path) is not there; run swift build, or set HMO_BINARIES")
    }
    return path
  }

  private static var folder: String {
    if let folder = ProcessInfo.processInfo.environment["HMO_BINARIES"] { return folder }
    #if os(Linux)
      return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path
    #else
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
      return bundle.bundleURL.deletingLastPathComponent().path
    #endif
  }
}
