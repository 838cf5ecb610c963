import Foundation
import RPC
import TestKit
import TestMessages

/// h2load on the second core: unary calls for a while, or a number of them.
struct H2Load {
  let scene: BenchmarkScene
  let server: RunningServer
  let load: ServerLoad

  /// What came of it.
  struct Figures {
    let requestsPerSecond: Double
    let requests: Int
  }

  /// Calls for so many seconds with the certificate of a caller who may.
  func run(seconds: Int) async throws -> Figures {
    try await Self.figures(output(["-D", "\(seconds)"], hasCertificate: true))
  }

  /// The same for a number of calls.
  func run(requests: Int) async throws -> Figures {
    try await Self.figures(output(["-n", "\(requests)"], hasCertificate: true))
  }

  /// How many of two calls without a certificate are answered.
  func answeredWithoutCertificate() async throws -> Int {
    let output = try await output(["-n", "2"], hasCertificate: false)
    return try Self.number(before: " succeeded", in: output)
  }

  private func output(_ amount: [String], hasCertificate: Bool) async throws -> String {
    let log = "\(scene.authority.directory)/\(UUID().uuidString).h2load"
    var command = ChildProcess.Command(
      program: "/usr/bin/taskset",
      arguments: [
        "-c", "1", "/usr/bin/h2load", "-t", "1", "-c", "\(load.connections)",
        "-m", "\(load.streams)", "-d", scene.requestPath, "-H", "content-type: application/grpc",
        "-H", "te: trailers",
      ] + amount + ["https://127.0.0.1:\(server.port)\(TestingV1.EchoService.echo.path)"],
      logPath: log)
    if hasCertificate {
      command.environment = [
        "LD_PRELOAD": try scene.peer("client_certificate.so"),
        "HMO_CERTIFICATE": scene.caller.certificatePath, "HMO_KEY": scene.caller.privateKeyPath,
      ]
    }
    let process = try ChildProcess(command)
    try await process.ended()
    return try String(contentsOfFile: log, encoding: .utf8)
  }

  /// Every answer must be there in full: a refusal of gRPC is a success to h2load.
  private static func figures(_ output: String) throws -> Figures {
    let bytes = BenchmarkScene.messageBytes + 5
    let succeeded = try number(before: " succeeded", in: output)
    let failed = try number(before: " failed", in: output)
    let data = try bytesOfData(output)
    guard succeeded > 0, failed == 0, data >= succeeded * bytes else {
      throw BenchmarkError("calls were not answered as they should be:\n\(output)")
    }
    guard output.contains("TLSv1.3"), let rate = output.firstMatch(of: /([0-9.]+) req\/s/),
      let requestsPerSecond = Double(rate.1)
    else { throw BenchmarkError("h2load said something else:\n\(output)") }
    return Figures(requestsPerSecond: requestsPerSecond, requests: succeeded)
  }

  private static func number(before words: String, in output: String) throws -> Int {
    let line = output.split(separator: "\n").first { $0.hasPrefix("requests:") }
    let part = line?.split(separator: ",").first { $0.hasSuffix(words) }
    guard let number = part?.split(separator: " ").first.flatMap({ Int($0) }) else {
      throw BenchmarkError("h2load said something else:\n\(output)")
    }
    return number
  }

  /// The number in brackets: `traffic: 27.0MB (28311552) total, ... 24.1MB (25282560) data`.
  private static func bytesOfData(_ output: String) throws -> Int {
    guard let match = output.firstMatch(of: /\(([0-9]+)\) data/), let bytes = Int(match.1) else {
      throw BenchmarkError("h2load said something else:\n\(output)")
    }
    return bytes
  }
}
