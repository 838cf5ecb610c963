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

  func validate() throws {
    guard rounds > 0, seconds > 0 else {
      throw ValidationError("--rounds and --seconds are whole numbers above 0")
    }
  }

  func run() async throws {
    let scene = try BenchmarkScene(peers: peers)
    defer { scene.end() }
    var report = CompareReport()
    for load in ServerLoad.all {
      report.loads.append(
        try await ServerComparison(scene: scene, load: load, rounds: rounds, seconds: seconds).run()
      )
    }
    for callers in [1, 64] {
      report.clients.append(
        try await ClientMeasurement(
          scene: scene, callers: callers, rounds: rounds, seconds: seconds
        ).run())
    }
    report.codec = try CodecComparison(scene: scene, rounds: rounds).run()
    print(report.table)
    print(report.json)
  }
}
