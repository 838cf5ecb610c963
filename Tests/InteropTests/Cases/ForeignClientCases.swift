import Foundation
import InteropSuite
import RPC
import TLS
import TestKit
import Testing

/// All cases as grpcio's client runs them against one server of ours; run once for all tests.
enum ForeignClientCases {
  /// For each case nothing, or what the client found wrong; nothing at all where a missing Python is
  /// allowed.
  private static let outcome = Task { try await run() }

  static func expect(_ name: InteropCase) async throws {
    guard let problems = try await outcome.value else { return }
    let problem = try #require(problems[name.rawValue], "the client did not run \(name)")
    #expect(problem.isEmpty, "\(problem)")
  }

  private static func run() async throws -> [String: String]? {
    guard let python = try await PythonPeer.findPython() else { return nil }
    let credentials = try CaseCredentials()
    let server = RPCServer(
      router: InteropService.router(), tls: try credentials.context(.server),
      group: OwnCases.group, limits: InteropService.limits)
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    var task = credentials.json(.client)
    task["target"] = server.addresses[0].description
    task["cases"] = InteropCase.allCases.map(\.rawValue)
    let input = try JSONSerialization.data(withJSONObject: task)
    let result = await Result {
      try await ProgramRun(
        python, [PythonPeer.packageRoot + "/Tests/InteropTests/Python/interop_client.py"],
        input: String(decoding: input, as: UTF8.self))
    }
    await server.shutdown(drainTimeMax: .seconds(5))
    return try problems(of: try result.get())
  }

  private static func problems(of run: ProgramRun) throws -> [String: String] {
    guard run.code == 0, let results = try run.json()["results"] as? [String: Any] else {
      throw TestSuiteError("the client failed:\n\(run.errors)")
    }
    return results.mapValues { $0 as? String ?? "" }
  }
}
