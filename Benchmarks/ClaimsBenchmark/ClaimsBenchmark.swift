import ArgumentParser
import Foundation
import RPC
import SampleClaims
import TestKit

/// Measures the whole suite: five release processes, durable stores, real TLS.
///
/// The last line is one JSON object for programs; everything before it is for people.
@main
struct ClaimsBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims-benchmark",
    abstract: "Claims a second in batch, latency at a steady rate, CPU a claim by process.")

  @Option(help: "How many claims the batch part decides, in each round.")
  var claims: Int = 6_000

  @Option(help: "How many rounds; the median is reported.")
  var rounds: Int = 3

  @Option(help: "Claims a second in the latency part.")
  var rate: Int = 1_000

  @Option(help: "Seconds of the latency part.")
  var seconds: Int = 10

  func run() async throws {
    let suite = try BenchmarkSuite()
    do {
      try await measure(suite)
      await suite.stop()
    } catch {
      await suite.stop()
      throw error
    }
  }

  private func measure(_ suite: BenchmarkSuite) async throws {
    print("up to first SERVING of all five: \(suite.startMilliseconds) ms")
    let atRest = suite.processes.mapValues { ProcessFigures(of: $0).proportionalBytes / 1_024 }
    var batches: [BatchFigures] = []
    for round in 1...max(1, rounds) {
      let figures = try await BatchPart(suite: suite, claims: claims, round: round).run()
      print("round \(round): \(figures.text)")
      batches.append(figures)
    }
    let latency = try await LatencyPart(suite: suite, rate: rate, seconds: seconds).run()
    print(latency.text)
    let report = BenchmarkReport(batches: batches, latency: latency, atRest: atRest)
    print(report.table)
    print(report.json)
  }
}
