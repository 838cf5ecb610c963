import ArgumentParser
import Foundation
import TestKit

/// All figures; the last line is one JSON object for programs, everything before it is for people.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Servers, client and codec against their peers.")

  @Option(help: "The folder of Benchmarks/Peers/build.sh.")
  var peers: String

  @Option(help: "Rounds of each load; medians are reported.")
  var rounds: Int = 7

  @Option(help: "Seconds of a round.")
  var seconds: Int = 5

  @Option(help: "Only this load of the servers, such as 4x100, and nothing else.")
  var load: String?

  func validate() throws {
    guard load == nil || ServerLoad.all.contains(where: { $0.name == load }) else {
      throw ValidationError(
        "--load is one of \(ServerLoad.all.map(\.name).joined(separator: ", "))")
    }
    guard rounds > 0, seconds > 0 else {
      throw ValidationError("--rounds and --seconds are whole numbers above 0")
    }
  }

  func run() async throws {
    let scene = try BenchmarkScene(peers: peers)
    defer { scene.end() }
    var report = CompareReport()
    for each in ServerLoad.all where load == nil || load == each.name {
      let comparison = ServerComparison(
        scene: scene, load: each, rounds: rounds, seconds: seconds)
      report.loads.append(try await comparison.run())
    }
    if load == nil { try await measureTheRest(scene, &report) }
    print(report.table)
    print(report.json)
  }

  private func measureTheRest(_ scene: BenchmarkScene, _ report: inout CompareReport) async throws {
    for callers in [1, 64] {
      let measurement = ClientMeasurement(
        scene: scene, callers: callers, rounds: rounds, seconds: seconds)
      report.clients.append(try await measurement.run())
    }
    report.codec = try CodecComparison(scene: scene, rounds: rounds).run()
  }
}
