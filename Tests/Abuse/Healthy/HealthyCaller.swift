import Foundation
import RPC
import TestKit

/// The healthy caller as the one who started it sees it.
struct HealthyCaller: Sendable {
  private static let callsPerSecond = 200

  private let process: ChildProcess
  private let logPath: String

  /// Starts calling `server`, and returns once calls are answered.
  static func start(
    _ server: ServerProcess, _ launcher: Launcher, _ credentials: Credentials
  ) async throws -> HealthyCaller {
    guard case .tcp(_, let port) = server.address else { throw TestSuiteError("no port") }
    let path = "\(launcher.folder)/healthy-\(UUID().uuidString.prefix(8)).log"
    let words =
      [try SuiteBinaries.path(of: "abuse"), "healthy", "--port", String(port)]
      + ["--rate", String(callsPerSecond)] + credentials.arguments(credentials.gateway)
    let process = try await launcher.caller(words, log: path)
    let caller = HealthyCaller(process: process, logPath: path)
    try await eventually("the healthy caller is answered", within: .seconds(20)) {
      caller.window(from: 0, to: .max).milliseconds.count > callsPerSecond
    }
    return caller
  }

  /// The calls that began within that span and have ended.
  func window(from start: Int64, to end: Int64) -> CallWindow {
    let text = String(
      decoding: FileManager.default.contents(atPath: logPath) ?? Data(), as: UTF8.self)
    return CallWindow(lines: text.split(separator: "\n"), from: start, to: end)
  }

  /// Ends it.
  func stop() {
    process.destroy()
    try? FileManager.default.removeItem(atPath: logPath)
  }
}
