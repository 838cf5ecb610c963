import Foundation

/// The inputs that are kept in the repository: what once broke a property, and a small corpus that
/// reaches what fuzzing has reached.
package enum KeptInputs {
  /// The inputs of a target, findings first, by name; none for a target without any.
  package static func of(_ target: String) throws -> [(name: String, bytes: [UInt8])] {
    try ["Findings", "Corpus"].flatMap { try files(in: "\($0)/\(target)") }
  }

  /// The targets whose names begin so and that have inputs.
  package static func targets(beginningWith prefix: String) throws -> [String] {
    let names = try ["Findings", "Corpus"].flatMap { try entries(of: $0) }
    return Set(names).filter { $0.hasPrefix(prefix) }.sorted()
  }

  private static func files(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    try entries(of: folder).map { name in
      let file = root.appending(path: "\(folder)/\(name)")
      return (name, Array(try Data(contentsOf: file)))
    }
  }

  private static func entries(of folder: String) throws -> [String] {
    let path = root.appending(path: folder).path
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// The folder `Fuzz`, also when this package is built through links.
  private static let root: URL = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent()
}
