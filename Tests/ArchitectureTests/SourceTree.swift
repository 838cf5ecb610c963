import Foundation

/// The files of the repository as they lie on disk.
enum SourceTree {
  /// The root of the repository, also when this package is built through links.
  static let root: URL = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    while folder.lastPathComponent != "Tests", folder.path.count > 1 {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent()
  }()

  /// Every Swift file of `Sources`.
  static let sources = files(in: "Sources", ending: ".swift")

  /// Every Swift file of `Sources` that people write.
  static let written = sources.filter { !$0.path.hasPrefix("Sources/Messages/Messages/") }

  /// Every Swift file of `Tests` that people write.
  static let tests = files(in: "Tests", ending: ".swift").filter {
    !$0.path.hasPrefix("Tests/TestMessages/") && !$0.path.hasPrefix("Tests/InteropMessages/")
  }

  /// The reference of rules.
  static let rules = files(in: "docs/rules", ending: ".md")

  /// The files in `folder` whose names end with `ending`, by path.
  static func files(in folder: String, ending: String) -> [SourceFile] {
    paths(in: folder).filter { $0.hasSuffix(ending) }.compactMap(read)
  }

  /// The paths of the files in `folder` and below it, by name.
  static func paths(in folder: String) -> [String] {
    let base = root.appending(path: folder).path
    guard let found = FileManager.default.enumerator(atPath: base) else { return [] }
    var paths: [String] = []
    while let name = found.nextObject() as? String {
      guard found.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      paths.append("\(folder)/\(name)")
    }
    return paths.sorted()
  }

  /// The text file at `path`, or nothing when it is none.
  static func read(_ path: String) -> SourceFile? {
    guard let data = FileManager.default.contents(atPath: root.appending(path: path).path) else {
      return nil
    }
    return SourceFile(path: path, bytes: [UInt8](data))
  }
}
