import Foundation
import Messages
import NIOPosix
import Protobuf
import RPC
import TLS
import TestKit

/// A suite of release processes in a folder of its own, and connections to it.
final class BenchmarkSuite: Sendable {
  let directory: String
  let startMilliseconds: Int
  /// Process numbers by service, this benchmark included as `client`.
  let processes: [String: Int32]
  private let program: String
  private let context: TLSContext

  init() throws {
    directory = "/tmp/hmo-bench-\(getpid())"
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    program = "\(folder)/hmo"
    let begin = ContinuousClock.now
    try BenchmarkSuite.run(
      program,
      ["up", "--detach", "--directory", directory, "--port", "17555", "--log-level", "error"])
    startMilliseconds = Int((ContinuousClock.now - begin) / .milliseconds(1))
    let state = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: "\(directory)/suite.json")))
    let numbers = (state as? [String: Any])?["processes"] as? [String: Int] ?? [:]
    processes = numbers.mapValues(Int32.init).merging(["client": getpid()]) { first, _ in first }
    context = try TLSContext(
      TLSConfiguration(
        role: .client, certificateChainPath: "\(directory)/certs/client-hmo.pem",
        privateKeyPath: "\(directory)/certs/client-hmo.key",
        authorityBundlePath: "\(directory)/certs/ca.pem"))
  }

  /// A client of a service.
  func client(_ service: String) throws -> RPCClient {
    guard let identity = TLSIdentity(kind: .service, name: service) else {
      throw BenchmarkError("no service named \(service)")
    }
    return RPCClient(
      target: .unix(path: "\(directory)/run/\(service).sock"), tls: context,
      expecting: .exactly(identity), eventLoop: MultiThreadedEventLoopGroup.singleton.next())
  }

  /// Sends a load file's request.
  func load(_ text: String) async throws {
    let request = try LoadRequest(text)
    let client = try client(request.service.rawValue)
    _ = try await client.rawUnary(path: request.path, request: request.bytes)
    await client.close()
  }

  /// Stops the processes and removes the folder.
  func stop() async {
    try? BenchmarkSuite.run(program, ["down", "--directory", directory])
    try? FileManager.default.removeItem(atPath: directory)
  }

  private static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchmarkError("hmo \(arguments.first ?? "") failed")
    }
  }
}

/// What ends a measurement early.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
