import Foundation
import Messages
import Protobuf
import RPC
import SampleClaims
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Floods of calls", .serialized)
  struct FloodTests {
    private static let assignment = ClaimV1.WorkQueueService.assignPended.path
    /// How many calls are to be refused, and how many waves that may take.
    private static let (refusalsCount, wavesMax) = (3_000, 20)
    /// How many calls others make at once beside a wave, fewer than one may make in a second.
    private static let callsBeside = 500

    @Test("Who calls too often is told when to come back; others notice nothing; all is on record")
    func tooOften() async throws {
      let options = TestSuiteOptions(callTimeout: .seconds(60))
      try await TestSuite.run(options) { suite in
        let world = SampleWorld(seed: 51, claims: 20)
        try await suite.load(world)
        let others = (1...Self.wavesMax).map { "lee-\($0)" }
        try await suite.loadPeople(
          Dictionary(uniqueKeysWithValues: (others + ["kim"]).map { ($0, [.examiner]) }))
        let claimID = try await Self.pendedClaim(suite, world)
        let steady = try Self.steadyCaller(suite)
        let load = try ClaimLoad(suite, world, submitters: 2)

        let flood = try await Flood(Self.assignment, as: .named(.person, "kim"), in: suite)
        var waves = 0
        while flood.outcome.refused < Self.refusalsCount, waves < Self.wavesMax {
          let other = others[waves]
          async let beside = Self.assign(claimID, as: other, in: suite)
          try await flood.wave()
          #expect(try await beside == [])
          waves += 1
        }
        let outcome = flood.outcome
        #expect(outcome.refused >= Self.refusalsCount)
        #expect(outcome.refused + outcome.admitted == waves * Flood.callsPerWave)
        #expect(outcome.speechless == [])
        #expect(outcome.lost == [])
        #expect(await steady.end() == [])
        #expect(steady.answered > 0)
        try await load.end(least: 1)

        try await Self.expectOnRecord(outcome, suite)
        try await Self.expectReturn(suite)
        await flood.close()
        print(
          "\(outcome.refused) calls refused and \(outcome.admitted) admitted in \(waves) waves, beside "
            + "\(waves * Self.callsBeside + steady.answered) calls of others and \(load.answered) claims"
        )
      }
    }

    private static func pendedClaim(_ suite: TestSuite, _ world: SampleWorld) async throws -> String
    {
      let claim = ClaimV1.Claim(try world.claim(telling: .birthDateDiffers))
      let claimID = try #require(try await suite.submit(claim).summary?.claimID)
      #expect(try await suite.ended(claimID).summary?.state == .pended)
      return claimID
    }

    /// Another program, which asks something else all the while.
    private static func steadyCaller(_ suite: TestSuite) throws -> SteadyCaller {
      let integrator = try suite.newClient(.gateway, as: .integrator, retry: nil)
      return SteadyCaller { _ in
        _ = try await ClaimV1.ClaimServiceClient(client: integrator).listClaims(
          .with { $0.pageSize = 1 }, options: RPCCallOptions(timeout: eventuallyTimeMax))
      }
    }

    /// Another person calls the same method, many times at once; gives what failed.
    private static func assign(
      _ claimID: String, as person: String, in suite: TestSuite
    ) async throws -> [String] {
      let client = try suite.newClient(.gateway, as: .named(.person, person), retry: nil)
      let queue = ClaimV1.WorkQueueServiceClient(client: client)
      let failures = await withTaskGroup(of: String?.self) { group in
        for number in 1...callsBeside {
          group.addTask {
            do {
              _ = try await queue.assignPended(
                .with {
                  $0.requestID = "\(person)-\(number)"
                  $0.claimID = claimID
                  $0.owner = "spiffe://hmo.internal/person/\(person)"
                }, options: RPCCallOptions(timeout: eventuallyTimeMax))
              return nil
            } catch {
              return "\(error)"
            }
          }
        }
        return await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
      }
      await client.close()
      return failures
    }

    /// Every call of the flood is counted in the trail, the trail is whole, and it is short.
    private static func expectOnRecord(_ outcome: Flood.Outcome, _ suite: TestSuite) async throws {
      let flood = "spiffe://hmo.internal/person/kim"
      let records = try await awaited("every refusal is on record") {
        let records = try await suite.auditRecords(of: .gateway)
        return calls(records, flood, isRefusal: true) >= outcome.refused ? records : nil
      }
      #expect(calls(records, flood, isRefusal: true) == outcome.refused)
      #expect(calls(records, flood, isRefusal: false) == outcome.admitted)
      let refusals = records.filter { $0.identity == flood && isRefusal($0) }
      #expect(refusals.allSatisfy { $0.path == assignment && $0.reason == "RATE_LIMITED" })
      #expect(refusals.count * 10 < outcome.refused, "equal calls are counted together")
      #expect(records.map(\.position) == Array(1...Int64(records.count)))

      let verified = try await CommandFolder(suite).hmo(["audit", "verify"])
      #expect(verified.code == 0, "\(verified.errors)")
      #expect(verified.output.components(separatedBy: "whole").count == 6)
    }

    private static func calls(
      _ records: [StatusV1.AuditRecord], _ identity: String, isRefusal wanted: Bool
    ) -> Int {
      records.filter { $0.identity == identity && isRefusal($0) == wanted }
        .reduce(0) { $0 + Int($1.calls) }
    }

    private static func isRefusal(_ record: StatusV1.AuditRecord) -> Bool {
      record.status == Int32(RPCStatusCode.resourceExhausted.rawValue)
    }

    /// Once it has waited as it was told, the same caller is heard again.
    private static func expectReturn(_ suite: TestSuite) async throws {
      let client = try suite.newClient(.gateway, as: .named(.person, "kim"), retry: nil)
      try await eventually("the caller is heard again") {
        let error = await rpcError("an assignment of nothing") {
          try await client.rawUnary(path: assignment, request: [], options: .impatient)
        }
        return error?.code == .invalidArgument || error?.code == .notFound
      }
      await client.close()
    }
  }
}
