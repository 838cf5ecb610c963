import Domain
import Foundation
import Messages
import Protobuf
import RPC
import SampleClaims

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

/// Submits a file of claims over one stream and waits until every one is decided.
struct BatchPart {
  let suite: BenchmarkSuite
  let claims: Int
  let round: Int

  func run() async throws -> BatchFigures {
    let worlds = try await load()
    let client = try suite.client("gateway")
    let before = suite.processes.mapValues { ProcessFigures.read($0).cpuMicroseconds }
    let decidedBefore = try await decided(client)
    let begin = ContinuousClock.now
    for (index, world) in worlds.enumerated() {
      try await submit(world, control: round * 1_000 + index, client)
    }
    let total = worlds.reduce(0) { $0 + $1.claims.count }
    while try await decided(client) < decidedBefore + total {
      try await ContinuousClock().sleep(for: .milliseconds(5))
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let cpu = suite.processes.mapValues { ProcessFigures.read($0).cpuMicroseconds }
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

  private func submit(_ world: SampleWorld, control: Int, _ client: RPCClient) async throws {
    guard let day = Day(year: 2026, month: 9, day: 1) else { return }
    let bytes = Array(world.file(interchangeControlNumber: control, day: day).utf8)
    try await client.bidirectionalStreaming(ClaimV1.ClaimService.submitFile) {
      requests, responses in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for start in stride(from: 0, to: bytes.count, by: 256 * 1_024) {
            let part = Array(bytes[start..<min(bytes.count, start + 256 * 1_024)])
            try await requests.write(
              .with {
                $0.waitFor = .accepted
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

  private func decided(_ client: RPCClient) async throws -> Int {
    let status = try await ClaimV1.GatewayAdministrationServiceClient(client: client)
      .getGatewayStatus(ClaimV1.GetGatewayStatusRequest())
    return status.counts.filter { $0.state != .accepted }.reduce(0) { $0 + Int($1.claims) }
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
