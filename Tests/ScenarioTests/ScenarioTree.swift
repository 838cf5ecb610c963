import Foundation

@testable import HMOCommands

/// The scenarios of the repository, and the worked cases that lie outside it.
enum ScenarioTree {
  /// The root of the repository.
  static let root: URL = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    while folder.lastPathComponent != "Tests", folder.path.count > 1 {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent()
  }()

  /// The scenario files in the order of their names.
  static var files: [String] {
    get throws { try ScenarioFiles.find([root.appending(path: "Scenarios").path]) }
  }

  /// The cases that files tell, by the numbers that a file's name begins with.
  static func cases(of path: String) -> [String] {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return name.split(separator: "-").map(String.init).prefix { part in
      part.wholeMatch(of: /G[0-9]+[a-dsLN]?/) != nil
    }.map { $0 }
  }

  /// The worked cases, or nothing when this machine does not have them.
  static let worked: JSONValue? = {
    let rules = shared.appending(path: "rules/golden-cases.json")
    if let data = try? Data(contentsOf: rules), let cases = JSONValue.read(data) { return cases }
    let message = "SKIPPED: no worked cases at \(rules.path); set HMO_SHARED_DATA\n"
    FileHandle.standardError.write(Data(message.utf8))
    return nil
  }()

  private static let shared: URL = {
    if let path = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(filePath: path).deletingLastPathComponent()
    }
    return root.deletingLastPathComponent().appending(path: "shared")
  }()
}
