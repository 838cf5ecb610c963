import Domain
import Foundation
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit

/// What one round of the batch part came to.
struct BatchFigures {
  let claims: Int
  let seconds: Double
  /// Microseconds of CPU a claim, by process.
  let cpu: [String: Double]
  let decidedAsExpected: Int

  var claimsPerSecond: Double { Double(claims) / seconds }

  var text: String {
    "\(claims) claims in \(String(format: "%.2f", seconds)) s, "
      + "\(Int(claimsPerSecond)) a second, \(decidedAsExpected) as expected"
  }
}

/// Submits files of 1,000 claims at once, a stream each, and waits until every claim is decided.
struct BatchPart {
  let suite: BenchmarkSuite
  let claims: Int
  let round: Int

  func run() async throws -> BatchFigures {
    let worlds = try await load()
    let client = try suite.client("gateway")
    let before = suite.processes.mapValues { ProcessFigures(of: $0).cpuNanoseconds / 1_000 }
    let files = worlds.enumerated().compactMap { index, world in
      Day(year: 2026, month: 9, day: 1).map {
        Array(world.file(interchangeControlNumber: round * 1_000 + index, day: $0).utf8)
      }
    }
    let begin = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for file in files { group.addTask { try await submit(file, client) } }
      try await group.waitForAll()
    }
    let total = worlds.reduce(0) { $0 + $1.claims.count }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let cpu = suite.processes.mapValues { ProcessFigures(of: $0).cpuNanoseconds / 1_000 }
    let perClaim = cpu.map { name, used in
      (name, Double(used - (before[name] ?? 0)) / Double(total))
    }
    let expected = try await countExpected(worlds, client)
    await client.close()
    return BatchFigures(
      claims: total, seconds: seconds,
      cpu: Dictionary(perClaim, uniquingKeysWith: { first, _ in first }),
      decidedAsExpected: expected)
  }

  private func load() async throws -> [SampleWorld] {
    var worlds: [SampleWorld] = []
    var rest = claims
    while rest > 0 {
      let count = min(1_000, rest)
      let world = SampleWorld(
        seed: UInt64(round * 10_000 + worlds.count), claims: count, mix: .load, prefix: "B")
      for file in world.loadFiles { try await suite.load(file.text) }
      worlds.append(world)
      rest -= count
    }
    return worlds
  }

  /// Sends a file and returns when every claim in it is decided.
  private func submit(_ bytes: [UInt8], _ client: RPCClient) async throws {
    try await client.bidirectionalStreaming(ClaimV1.ClaimService.submitFile) {
      requests, responses in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for start in stride(from: 0, to: bytes.count, by: 256 * 1_024) {
            let part = Array(bytes[start..<min(bytes.count, start + 256 * 1_024)])
            try await requests.write(
              .with {
                $0.waitFor = .decided
                $0.bytes = part
              })
          }
          requests.finish()
        }
        for try await _ in responses {}
        try await group.waitForAll()
      }
    }
  }

  /// How many claims came to what the generator computed, to the cent.
  private func countExpected(_ worlds: [SampleWorld], _ client: RPCClient) async throws -> Int {
    let answers = Dictionary(
      worlds.flatMap(\.answers).map { ($0.claimID, $0) }, uniquingKeysWith: { first, _ in first })
    let service = ClaimV1.ClaimServiceClient(client: client)
    var count = 0
    var token = ""
    repeat {
      let page = try await service.listClaims(
        .with {
          $0.pageSize = 1_000
          $0.pageToken = token
        })
      for summary in page.claims {
        guard let answer = answers[summary.patientControlNumber] else { continue }
        let claim = try await service.getClaim(.with { $0.claimID = summary.claimID })
        if Expectation(answer).holds(for: claim) { count += 1 }
      }
      token = page.nextPageToken
    } while !token.isEmpty
    return count
  }
}
