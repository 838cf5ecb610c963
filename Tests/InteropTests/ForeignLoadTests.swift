import Foundation
import InteropSuite
import RPC
import Synchronization
import TLS
import TestKit
import Testing

/// A well-behaved client of another language at full load is never taken for an attacker.
@Suite("grpcio at full load", .serialized)
struct ForeignLoadTests {
  private static let channels = 4

  @Test("Five thousand calls on four channels come to their answers over four connections")
  func calls() async throws {
    try await expectNoFailure(["calls": 5_000])
  }

  @Test(
    "So it is for as long as one lets it call",
    .enabled(if: ProcessInfo.processInfo.environment["HMO_FOREIGN_LOAD_SECONDS"] != nil))
  func seconds() async throws {
    let text = ProcessInfo.processInfo.environment["HMO_FOREIGN_LOAD_SECONDS"] ?? ""
    let seconds = try #require(Int(text), "HMO_FOREIGN_LOAD_SECONDS wants a number")
    try await expectNoFailure(["seconds": seconds])
  }

  private func expectNoFailure(_ extent: [String: Int]) async throws {
    guard let python = try await PythonPeer.findPython() else { return }
    let credentials = try CaseCredentials()
    let connections = Connections()
    let server = RPCServer(
      router: InteropService.router(), tls: try credentials.context(.server),
      group: OwnCases.group, observeConnection: { connections.observe($0) })
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    let result = await Result {
      try await load(python, credentials, server.addresses[0], extent)
    }
    await server.shutdown(drainTimeMax: .seconds(5))
    let report = try result.get()
    print("grpcio at full load: \(report.text)")
    #expect(report.failures.isEmpty)
    #expect(report.disconnects == 0)
    #expect(report.calls >= extent["calls"] ?? 1)
    #expect(connections.opened == Self.channels)
    #expect(connections.complaints == [])
  }

  private func load(
    _ python: String, _ credentials: CaseCredentials, _ address: RPCAddress,
    _ extent: [String: Int]
  ) async throws -> Report {
    var task = credentials.json(.client)
    task["target"] = address.description
    task["channels"] = Self.channels
    task["callers"] = 32
    task.merge(extent) { $1 }
    let folder = credentials.authority.directory
    try JSONSerialization.data(withJSONObject: task)
      .write(to: URL(fileURLWithPath: folder + "/task"))
    var command = ChildProcess.Command(
      program: python,
      arguments: [PythonPeer.packageRoot + "/Tests/InteropTests/Python/load_client.py"],
      logPath: folder + "/report")
    command.errorsPath = folder + "/errors"
    command.inputPath = folder + "/task"
    let process = try ChildProcess(command)
    defer { process.destroy() }
    let longest: Duration = .seconds(extent["seconds"] ?? 0) + .seconds(240)
    try await eventually("the load is over", within: longest) { !process.isRunning }
    return try Report(folder)
  }
}

/// What the client says of its calls.
private struct Report {
  let text: String
  let calls: Int
  let disconnects: Int
  let failures: [String: Any]

  init(_ folder: String) throws {
    let output = FileManager.default.contents(atPath: folder + "/report") ?? Data()
    let object = try? JSONSerialization.jsonObject(with: output) as? [String: Any]
    guard let object, let calls = object["calls"] as? Int,
      let disconnects = object["disconnects"] as? Int,
      let failures = object["failures"] as? [String: Any]
    else {
      let errors = FileManager.default.contents(atPath: folder + "/errors") ?? Data()
      throw TestSuiteError("the load failed:\n\(String(decoding: errors, as: UTF8.self))")
    }
    text = String(decoding: output, as: UTF8.self)
    (self.calls, self.disconnects, self.failures) = (calls, disconnects, failures)
  }
}

/// What the server saw of its connections.
private final class Connections: Sendable {
  private struct State {
    var opened = 0
    var complaints: [String] = []
  }

  private let state = Mutex(State())

  var opened: Int { state.withLock { $0.opened } }
  var complaints: [String] { state.withLock { $0.complaints } }

  func observe(_ event: RPCConnectionEvent) {
    state.withLock { state in
      switch event {
      case .established: state.opened += 1
      // grpcio leaves without a close_notify.
      case .ended(_, let reason) where reason.isEmpty || reason.hasPrefix("truncated"): break
      case .ended(_, let reason): state.complaints.append(reason)
      case .refused, .turnedAway: state.complaints.append("refused")
      }
    }
  }
}
