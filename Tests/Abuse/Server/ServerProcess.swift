import Foundation
import RPC
import TestKit

/// A running server and what is known of it.
struct ServerProcess: Sendable {
  let process: ChildProcess
  let address: RPCAddress
  private let logPath: String

  var number: Int32 { process.number }
  var figures: ProcessFigures { ProcessFigures(of: number) }

  /// Starts a server and waits until it says where it listens.
  static func start(
    _ kind: ServerKind, _ launcher: Launcher, _ credentials: Credentials
  ) async throws -> ServerProcess {
    let base = "\(launcher.folder)/server-\(UUID().uuidString.prefix(8))"
    let words = try words(kind, base, credentials)
    let process = try await launcher.server(words, log: base + ".log")
    let found = try await awaited("the server serves", within: .seconds(30)) { () -> Int? in
      guard process.isRunning else {
        throw TestSuiteError("the server ended instead of serving: \(tail(base + ".log"))")
      }
      return port(in: text(base + ".log"))
    }
    return ServerProcess(
      process: process, address: .tcp(host: "127.0.0.1", port: found), logPath: base + ".log")
  }

  /// The end of what it said.
  var lastWords: String { Self.tail(logPath) }

  /// Ends it and removes what it said.
  func stop() {
    process.destroy()
    try? FileManager.default.removeItem(atPath: logPath)
  }

  private static func words(
    _ kind: ServerKind, _ base: String, _ credentials: Credentials
  ) throws -> [String] {
    let files = credentials.arguments(credentials.server)
    return switch kind {
    case .shipped: try shipped(base) + files
    case .fewDescriptors(let count):
      ["/usr/bin/prlimit", "--nofile=\(count)", "--"] + (try shipped(base)) + files
    case .gzip: try bare() + files + ["--gzip"]
    case .without(let limit): try bare() + files + ["--without", limit.rawValue]
    case .bare: try bare() + files
    }
  }

  private static func shipped(_ base: String) throws -> [String] {
    let program = try SuiteBinaries.path(of: "echo-server")
    return [program, "--listen", "127.0.0.1:0", "--store", base + ".store"]
  }

  private static func bare() throws -> [String] {
    [try SuiteBinaries.path(of: "abuse"), "serve"]
  }

  /// The first port that a log names; 0 is what was asked for, not what was given.
  private static func port(in log: String) -> Int? {
    log.components(separatedBy: "127.0.0.1:").dropFirst().lazy
      .compactMap { Int($0.prefix { $0.isNumber }) }.first { $0 > 0 }
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  private static func tail(_ path: String) -> String { String(text(path).suffix(500)) }
}
