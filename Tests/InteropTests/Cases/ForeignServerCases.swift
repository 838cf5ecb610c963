import Foundation
import InteropSuite
import RPC
import TLS
import TestKit

/// One server of grpcio, started for the first test and gone with the last.
enum ForeignServerCases {
  private struct Server: Sendable {
    let credentials: CaseCredentials
    let address: RPCAddress
    /// Held so that nobody removes its certificates while it runs.
    let process: ChildProcess
  }

  /// Nothing where a missing Python is allowed.
  private static let server = Task { try await start() }

  static func expect(_ name: InteropCase) async throws {
    guard let server = try await server.value else { return }
    try await OwnCases.call(server.address, server.credentials, isTellingCompression: false) {
      try await $0.run(name)
    }
  }

  private static func start() async throws -> Server? {
    guard let python = try await PythonPeer.findPython() else { return nil }
    let credentials = try CaseCredentials()
    let folder = credentials.authority.directory
    try JSONSerialization.data(withJSONObject: credentials.json(.server))
      .write(to: URL(fileURLWithPath: folder + "/task"))
    var command = ChildProcess.Command(
      program: python,
      arguments: [PythonPeer.packageRoot + "/Tests/InteropTests/Python/interop_server.py"],
      logPath: folder + "/output")
    command.errorsPath = folder + "/errors"
    command.inputPath = folder + "/task"
    let process = try ChildProcess(command)
    let port = try await port(of: process, folder)
    return Server(
      credentials: credentials, address: .tcp(host: "127.0.0.1", port: port), process: process)
  }

  /// The port that the server prints once it listens.
  private static func port(of process: ChildProcess, _ folder: String) async throws -> Int {
    try await awaited("grpcio's server listens") {
      guard process.isRunning else {
        let errors = FileManager.default.contents(atPath: folder + "/errors") ?? Data()
        throw TestSuiteError("the server failed:\n\(String(decoding: errors, as: UTF8.self))")
      }
      let output = FileManager.default.contents(atPath: folder + "/output") ?? Data()
      guard output.last == UInt8(ascii: "\n") else { return nil }
      let object = try JSONSerialization.jsonObject(with: output) as? [String: Any]
      return object?["port"] as? Int
    }
  }
}
