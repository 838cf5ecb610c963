import ArgumentParser
import Foundation
import TestKit

/// Full load for a long time: what the server holds after the first minute it holds at the end.
struct MemoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "memory", abstract: "Resident size over a long run at full load.")

  @Option(help: "The folder of Benchmarks/Peers/build.sh.")
  var peers: String

  @Option(help: "Minutes at full load, the first not compared.")
  var minutes: Int = 10

  /// How much more than after the first minute may be held at the end, in KiB.
  private static let growthKilobytesMax = 2 * 1024

  func validate() throws {
    guard minutes > 1 else { throw ValidationError("--minutes is a whole number above 1") }
  }

  func run() async throws {
    let scene = try BenchmarkScene(peers: peers)
    defer { scene.end() }
    let server = try await RunningServer.ours(scene)
    defer { server.stop() }
    let load = H2Load(
      scene: scene, server: server, load: ServerLoad(connections: 4, streams: 100))
    var sizes: [Int] = []
    for minute in 1...minutes {
      let figures = try await load.run(seconds: 60)
      sizes.append(server.figures.residentBytes / 1_024)
      print("minute \(minute): \(Int(figures.requestsPerSecond))/s, \(sizes[minute - 1]) KiB")
    }
    let growth = sizes[minutes - 1] - sizes[0]
    print("{\"memory_growth_kib\": \(growth), \"memory_after_first_minute_kib\": \(sizes[0])}")
    guard growth <= Self.growthKilobytesMax else {
      throw BenchmarkError("the server holds \(growth) KiB more than after the first minute")
    }
  }
}
