import Foundation
import Synchronization

/// What a service logs from now on, read once, however often one looks.
package final class LogFollower: Sendable {
  private struct State {
    var offset: UInt64
    var events: [Event] = []
  }

  /// The members of one event that are text.
  package typealias Event = [String: String]

  private let path: String
  private let state: Mutex<State>

  /// Begins behind what the service has logged so far.
  package init(_ suite: TestSuite, _ service: SuiteService) {
    path = suite.logPath(service)
    let bytes = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64
    state = Mutex(State(offset: bytes ?? 0))
  }

  /// The events with that message so far.
  package func events(_ message: String) throws -> [Event] {
    try state.withLock { state in
      try read(&state)
      return state.events.filter { $0["message"] == message }
    }
  }

  /// Reads the lines that are new and whole.
  private func read(_ state: inout State) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? file.close() }
    try file.seek(toOffset: state.offset)
    let bytes = try file.readToEnd() ?? Data()
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
    let lines = bytes[...end]
    state.offset += UInt64(lines.count)
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      let event = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      if let event { state.events.append(event.compactMapValues { $0 as? String }) }
    }
  }
}
