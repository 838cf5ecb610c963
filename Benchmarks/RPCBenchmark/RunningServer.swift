import Foundation
import RPC
import TLS
import TestKit

/// A server process on the first core, alone there.
final class RunningServer: Sendable {
  let name: String
  let port: Int
  private let process: ChildProcess
  private let log: String

  private init(name: String, port: Int, process: ChildProcess, log: String) {
    self.name = name
    self.port = port
    self.process = process
    self.log = log
  }

  /// CPU used so far and memory held.
  var figures: ProcessFigures { ProcessFigures(of: process.number) }

  /// Ends it at once.
  func stop() {
    process.destroy()
  }

  /// Lets it end in good order, and says what it wrote.
  func end() async throws -> String {
    process.send(SIGTERM)
    try await process.ended()
    return Self.contents(log)
  }
}

extension RunningServer {
  /// The shipped runtime.
  static func ours(_ scene: BenchmarkScene) async throws -> RunningServer {
    try await start("ours", try ourWords(scene), scene, port: ourPort)
  }

  /// The same, with its instructions counted.
  ///
  /// Debug information is left out: Debian's valgrind stops at what Swift writes. Busy polling is off:
  /// how often the loop looks is a matter of time, which passes otherwise here.
  static func oursUnderCallgrind(
    _ scene: BenchmarkScene, profile: String
  ) async throws -> RunningServer {
    let program = "\(scene.authority.directory)/echo-server"
    try Process.run(
      URL(fileURLWithPath: "/usr/bin/objcopy"),
      arguments: ["--strip-debug", scene.program("echo-server"), program]
    ).waitUntilExit()
    let words = [
      "/usr/bin/valgrind", "--tool=callgrind", "--callgrind-out-file=\(profile)", program,
    ]
    return try await start(
      "ours", words + ourWords(scene).dropFirst() + ["--busy-polling-microseconds", "0"], scene,
      port: ourPort)
  }

  /// gRPC C++.
  static func peer(_ scene: BenchmarkScene) async throws -> RunningServer {
    let files = try scene.authority.files(for: BenchmarkScene.identity(.service, "echo"))
    let words = [
      try scene.peer("grpc_echo_server"), files.certificatePath, files.privateKeyPath,
      scene.authority.bundlePath,
    ]
    return try await start("gRPC C++", words, scene) { number(after: "listening on ", in: $0) }
  }

  private static func ourWords(_ scene: BenchmarkScene) throws -> [String] {
    let files = try scene.authority.files(for: BenchmarkScene.identity(.service, "echo"))
    return [
      scene.program("echo-server"), "--listen", "127.0.0.1:0",
      "--certificate", files.certificatePath, "--key", files.privateKeyPath,
      "--authority", scene.authority.bundlePath,
      "--store", "\(scene.authority.directory)/\(UUID().uuidString).store",
    ]
  }

  private static func ourPort(_ line: Substring) -> Int? {
    line.contains("Serving") ? number(after: "127.0.0.1:", in: line) : nil
  }

  private static func number(after words: String, in line: Substring) -> Int? {
    line.range(of: words).flatMap { Int(line[$0.upperBound...].prefix(while: \.isNumber)) }
  }

  private static func start(
    _ name: String, _ words: [String], _ scene: BenchmarkScene,
    port: @escaping (Substring) -> Int?
  ) async throws -> RunningServer {
    let log = "\(scene.authority.directory)/\(UUID().uuidString).log"
    let process = try ChildProcess(
      .init(program: "/usr/bin/taskset", arguments: ["-c", "0"] + words, logPath: log))
    do {
      let found = try await awaited("\(name) listens") {
        guard process.isRunning else { throw BenchmarkError("\(name) ended: \(contents(log))") }
        return contents(log).split(separator: "\n").lazy.compactMap(port).first
      }
      return RunningServer(name: name, port: found, process: process, log: log)
    } catch {
      process.destroy()
      throw error
    }
  }

  private static func contents(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
