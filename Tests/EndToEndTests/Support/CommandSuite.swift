import Foundation
import TestKit

/// A suite that `hmo up` starts in a folder of its own.
final class CommandSuite: Sendable {
  /// The folder.
  let directory: String
  /// The gateway's TCP port.
  let port: Int

  private init() throws {
    directory = "/tmp/hmo-cli-" + UUID().uuidString.prefix(6)
    port = try CommandSuite.freePort()
  }

  /// Runs `body` and leaves neither process nor file behind.
  static func run(_ body: (CommandSuite) async throws -> Void) async throws {
    let suite = try CommandSuite()
    do {
      try await body(suite)
    } catch {
      await suite.end()
      throw error
    }
    await suite.end()
  }

  /// Runs `hmo` with arguments in the suite's folder.
  func hmo(_ arguments: String..., input: String = "") async throws -> ProgramRun {
    try await hmo(arguments, input: input)
  }

  /// Runs `hmo` with a list of arguments in the suite's folder.
  func hmo(_ arguments: [String], input: String = "") async throws -> ProgramRun {
    try await ProgramRun(
      SuiteBinaries.path(of: "hmo"), arguments, environment: ["HMO_DIRECTORY": directory],
      input: input)
  }

  /// The processes that `hmo up` wrote down.
  var processes: [Int32] { Array(processesByService.values) }

  /// The process of a service, if it was started.
  func process(of service: String) -> Int32? { processesByService[service] }

  private var processesByService: [String: Int32] {
    let data = FileManager.default.contents(atPath: directory + "/suite.json") ?? Data()
    let state = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (state?["processes"] as? [String: Int])?.mapValues { Int32($0) } ?? [:]
  }

  private func end() async {
    let processes = processes
    _ = try? await hmo("down")
    for process in processes where isOurs(process) { kill(process, SIGKILL) }
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Whether a process is one of this folder's servers, not another with its number.
  private func isOurs(_ process: Int32) -> Bool {
    let command = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return String(decoding: command, as: UTF8.self).contains(directory)
  }

  /// A TCP port that nobody listens on.
  private static func freePort() throws -> Int {
    #if os(Linux)
      let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let number = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, size) == 0 && getsockname(number, $0, &size) == 0
      }
    }
    guard status else { throw TestSuiteError("no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
