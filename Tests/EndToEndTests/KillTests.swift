import Foundation
import Messages
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  /// `HMO_KILLS` says how often each process is killed; 5 when it is not set. `HMO_SEED` repeats a run.
  @Suite("Killed processes", .serialized)
  struct KillTests {
    private static let killsCount =
      ProcessInfo.processInfo.environment["HMO_KILLS"].flatMap(Int.init) ?? 5
    private static let seed =
      ProcessInfo.processInfo.environment["HMO_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 1...999_999)
    /// How many claims of every story arrive around each kill, and how many with two lines beside
    /// them, many of which hold units.
    private static let (storiesPerKill, twoLinesPerKill) = (8, 16)

    @Test(
      "Killed at any instant, a process loses no claim and lets none be decided twice",
      arguments: SuiteService.allCases)
    func killed(_ service: SuiteService) async throws {
      let (seed, kills) = (Self.seed, Self.killsCount)
      print("\(kills) kills of \(service) with HMO_SEED=\(seed)")
      var random = SeededRandom(seed: seed)
      try await TestSuite.run(TestSuiteOptions(callTimeout: .milliseconds(1_000))) { suite in
        let worlds = [
          SampleWorld(seed: seed, claims: (kills + 1) * Self.storiesPerKill),
          SampleWorld(
            seed: seed, claims: (kills + 1) * Self.twoLinesPerKill, mix: .load, prefix: "T"),
        ]
        for world in worlds { try await suite.load(world) }
        var chunks = Self.chunks(of: worlds, count: kills + 1)[...]
        let flow = ClaimFlow(suite: suite)
        let undisturbed = chunks.removeFirst()
        let usual = try await ContinuousClock().measure {
          try await flow.submit(undisturbed)
          try await Self.waitUntilNothingIsOpen(suite)
        }
        for chunk in chunks {
          async let flowing: Void = flow.submit(chunk)
          // The instants of the kills are what is drawn; nothing depends on how long this takes.
          // One kill in four is followed by another while the process starts.
          try await Task.sleep(for: usual * random.number(in: 0..<1_000) / 1_000)
          try suite.kill(service)
          if random.happens(inThousand: 250) {
            try suite.start(service)
            try await Task.sleep(for: .milliseconds(random.number(in: 0..<200)))
            try suite.kill(service)
          }
          try await suite.startServing(service)
          try await flowing
        }
        try await expectDecidedOnce(worlds, in: suite)
      }
    }

    private static func waitUntilNothingIsOpen(_ suite: TestSuite) async throws {
      try await eventually("no claim is open", poll: .milliseconds(2)) {
        try await suite.gatewayStatus().counts.first { $0.state == .accepted }?.claims == 0
      }
    }

    /// The claims of all worlds cut into so many parts, each with claims of every world.
    private static func chunks(of worlds: [SampleWorld], count: Int) -> [[[SampleClaim]]] {
      let chains = worlds.map(\.chains)
      return (0..<count).map { index in
        chains.flatMap { chains in
          chains[(chains.count * index / count)..<(chains.count * (index + 1) / count)]
        }
      }
    }
  }
}
