import ArgumentParser
import Foundation
import TestKit

/// Instructions a request under callgrind, which are nearly the same whatever else the machine does.
///
/// Two runs of the server with different numbers of requests: start and end fall out of the difference.
struct InstructionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instructions",
    abstract: "Instructions a request of the server, compared with what was recorded.")

  @Option(help: "The folder of Benchmarks/Peers/build.sh.")
  var peers: String

  @Option(help: "The file of recorded figures.")
  var record: String

  @Flag(help: "Write the figures instead of comparing them.")
  var write = false

  @Option(help: "Where to leave the last run's profile, for callgrind_annotate.")
  var profile: String = "/dev/null"

  /// How many requests the longer run has more.
  private static let requests = 8_000
  private static let fewest = 2_000
  /// How much a figure may rise unnoticed.
  private static let riseMax = 0.03

  func run() async throws {
    let scene = try BenchmarkScene(peers: peers)
    defer { scene.end() }
    let recorded = write ? [:] : try Self.read(record)
    var lines: [String] = []
    var risen: [String] = []
    for load in [ServerLoad(connections: 1, streams: 1), ServerLoad(connections: 4, streams: 100)] {
      let few = try await instructions(scene, load, Self.fewest)
      let many = try await instructions(scene, load, Self.fewest + Self.requests)
      let figure = (many - few) / Self.requests
      lines.append("\(load.name) \(figure)")
      guard !write else {
        print("\(load.name): \(figure) instructions a request")
        continue
      }
      guard let before = recorded[load.name] else {
        throw BenchmarkError("\(record) has no line for \(load.name)")
      }
      print("\(load.name): \(figure) instructions a request, recorded \(before)")
      if Double(figure) > Double(before) * (1 + Self.riseMax) { risen.append(load.name) }
    }
    if write {
      try lines.joined(separator: "\n").appending("\n").write(
        toFile: record, atomically: true, encoding: .utf8)
    }
    guard risen.isEmpty else {
      throw BenchmarkError(
        "more instructions than recorded, by over 3 %: \(risen.joined(separator: ", "))")
    }
  }

  private func instructions(_ scene: BenchmarkScene, _ load: ServerLoad, _ requests: Int)
    async throws -> Int
  {
    let server = try await RunningServer.oursUnderCallgrind(scene, profile: profile)
    _ = try await H2Load(scene: scene, server: server, load: load).run(requests: requests)
    let log = try await server.end()
    guard let match = log.firstMatch(of: /Collected : ([0-9]+)/), let count = Int(match.1) else {
      throw BenchmarkError("callgrind counted nothing:\n\(log.suffix(2_000))")
    }
    return count
  }

  /// A load and its instructions a line.
  private static func read(_ path: String) throws -> [String: Int] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let pairs = text.split(separator: "\n").compactMap { line -> (String, Int)? in
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[1]) else { return nil }
      return (String(words[0]), count)
    }
    return Dictionary(pairs) { $1 }
  }
}
