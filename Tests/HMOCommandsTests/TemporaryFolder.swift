import Foundation

@testable import HMOCommands

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = "/tmp/hmo-cli-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  var layout: SuiteLayout { SuiteLayout(directory: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }
}

/// The failure that `body` ends with; nothing when it succeeds or throws something else.
func failure(of body: () throws -> some Any) -> CommandFailure? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? CommandFailure
  }
}
