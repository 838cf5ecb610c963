import Foundation

/// The processes of a running suite, as `hmo up` writes them down.
struct SuiteState: Codable {
  /// Process numbers by service.
  var processes: [String: Int32]
  /// The gateway's TCP port.
  var port: Int

  /// Reads the state; nothing when no suite was started in the folder.
  static func read(_ layout: SuiteLayout) -> SuiteState? {
    guard let data = FileManager.default.contents(atPath: layout.stateFile) else { return nil }
    return try? JSONDecoder().decode(SuiteState.self, from: data)
  }

  /// Writes the state down.
  func write(_ layout: SuiteLayout) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try encoder.encode(self).write(to: URL(fileURLWithPath: layout.stateFile), options: .atomic)
    } catch {
      throw CommandFailure("\(layout.stateFile) cannot be written; check the disk and the folder")
    }
  }

  /// Forgets the state.
  static func remove(_ layout: SuiteLayout) {
    try? FileManager.default.removeItem(atPath: layout.stateFile)
  }

  /// The processes that still run.
  var running: [String: Int32] {
    processes.filter { ServerProcess.isRunning($0.value, named: "\($0.key)-server") }
  }
}
