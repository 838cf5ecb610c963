import Foundation

/// The scenario files that paths stand for.
enum ScenarioFiles {
  /// The files, folders searched one level deep for `.json`, in the order of their names.
  ///
  /// The published schema lies beside the scenarios and is none.
  static func find(_ paths: [String]) throws -> [String] {
    let files = try paths.flatMap(LoadFile.files).filter { !$0.hasSuffix(".schema.json") }
    guard !files.isEmpty else { throw CommandFailure("there is no scenario to run") }
    guard files.count <= ScenarioLimits.filesMax else {
      throw CommandFailure("there are more than \(ScenarioLimits.filesMax) scenarios")
    }
    return files
  }
}
