import Foundation
import TestKit
import Testing

/// A Python program with grpcio that calls a suite.
struct PythonPeer {
  private let python: String

  /// The Python with grpcio, or nothing where a missing one is allowed.
  static func find() async throws -> PythonPeer? {
    try await findPython().map(PythonPeer.init(python:))
  }

  /// The Python of `HMO_PYTHON`, else of `.venv` in the package.
  ///
  /// Without grpcio the test fails; with `HMO_ALLOW_SKIPPED_INTEROP=1` it says loudly that it is
  /// skipped, and there is no Python.
  static func findPython() async throws -> String? {
    let environment = ProcessInfo.processInfo.environment
    let python = environment["HMO_PYTHON"] ?? packageRoot + "/.venv/bin/python"
    let probe = try? await ProgramRun(
      python, ["-c", "import grpc, grpc_health.v1.health_pb2, grpc_tools.protoc"])
    if probe?.code == 0 { return python }
    let reason =
      "\(python) has no grpcio. Run: python3 -m venv .venv && "
      + ".venv/bin/pip install -r Tests/InteropTests/requirements.txt"
    guard environment["HMO_ALLOW_SKIPPED_INTEROP"] == "1" else { throw TestSuiteError(reason) }
    FileHandle.standardError.write(
      Data("*** SKIPPED: no call from another language was tried. \(reason)\n".utf8))
    return nil
  }

  /// How the peer connects.
  struct Connection {
    var target: String
    var security = "mutual"
    var authority: String?
    var certificate: String?
    var key: String?

    fileprivate var json: [String: Any] {
      var json: [String: Any] = ["target": target, "security": security]
      json["authority"] = authority
      json["certificate"] = certificate
      json["key"] = key
      return json
    }
  }

  /// One call: the method with one request, or with many.
  struct Call {
    var json: [String: Any]

    /// Asks for the health of the whole process.
    static var health: Call { Call(json: ["method": "health"]) }

    /// Calls a method such as `hmo.claim.v1.ClaimService/GetClaim`.
    static func method(_ name: String, _ request: [String: Any]) -> Call {
      Call(json: ["method": name, "request": request])
    }

    /// Calls a method that takes a stream.
    static func method(_ name: String, stream requests: [[String: Any]]) -> Call {
      Call(json: ["method": name, "requests": requests])
    }
  }

  /// What one call came to.
  struct Result {
    let json: [String: Any]

    /// The response; empty when the call failed or streamed.
    var answer: [String: Any] { json["answer"] as? [String: Any] ?? [:] }
    /// The responses of a stream.
    var answers: [[String: Any]] { json["answer"] as? [[String: Any]] ?? [] }
    /// The status of a call that failed; empty for one that succeeded.
    var code: String { error["code"] as? String ?? "" }
    /// The `google.rpc.Status` of a call that failed.
    var details: [String: Any] { error["details"] as? [String: Any] ?? [:] }
    /// The reason in `ErrorInfo`.
    var reason: String {
      (details["ErrorInfo"] as? [String: Any])?["reason"] as? String ?? ""
    }
    private var error: [String: Any] { json["error"] as? [String: Any] ?? [:] }
  }

  /// Makes calls over connections, one after the other.
  func run(_ groups: [(connection: Connection, calls: [Call])]) async throws -> [Result] {
    let task: [String: Any] = [
      "protos": PythonPeer.packageRoot + "/Protos",
      "groups": groups.map { ["connect": $0.connection.json, "calls": $0.calls.map(\.json)] },
    ]
    let input = try JSONSerialization.data(withJSONObject: task)
    let run = try await ProgramRun(
      python, [PythonPeer.packageRoot + "/Tests/InteropTests/Python/peer.py"],
      input: String(decoding: input, as: UTF8.self))
    guard run.code == 0,
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        as? [String: Any], let results = object["results"] as? [[String: Any]]
    else { throw TestSuiteError("the peer failed:\n\(run.errors)") }
    let expected = groups.reduce(0) { $0 + $1.calls.count }
    #expect(results.count == expected)
    return results.map(Result.init)
  }

  /// The root of the package, with symbolic links resolved.
  static let packageRoot: String = URL(fileURLWithPath: #filePath)
    .resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
}
