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
    /// As many as one may call of that class in five seconds.
    private static let refusalsCount = 5_000

    @Test("Who calls too often is told when to come back; others notice nothing; all is on record")
    func tooOften() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 51, claims: 20)
        try await suite.load(world)
        try await suite.loadPeople(["kim": [.examiner], "lee": [.examiner]])
        let others = try await Self.others(suite, world)
        let load = try ClaimLoad(suite, world, submitters: 2)

        let kim = try suite.newClient(.gateway, as: .named(.person, "kim"), retry: nil)
        let outcome = await Flood(kim, Self.assignment).run(untilRefused: Self.refusalsCount)
        #expect(outcome.refused >= Self.refusalsCount)
        #expect(outcome.speechless == [])
        #expect(outcome.lost == [])
        for other in others {
          #expect(await other.end() == [])
          #expect(other.answered > 0)
        }
        try await load.end(least: 1)

        try await Self.expectOnRecord(outcome, suite)
        try await Self.expectReturn(of: kim)
        await kim.close()
        print(
          "\(outcome.refused) calls refused and \(outcome.admitted) admitted beside "
            + "\(others.map(\.answered)) calls of others and \(load.answered) claims")
      }
    }

    /// Two who call meanwhile: one the same method, one another.
    private static func others(
      _ suite: TestSuite, _ world: SampleWorld
    ) async throws -> [SteadyCaller] {
      let pended = ClaimV1.Claim(try world.claim(telling: .birthDateDiffers))
      let claimID = try #require(try await suite.submit(pended).summary?.claimID)
      #expect(try await suite.ended(claimID).summary?.state == .pended)
      let lee = try suite.newClient(.gateway, as: .named(.person, "lee"), retry: nil)
      let integrator = try suite.newClient(.gateway, as: .integrator, retry: nil)
      return [
        SteadyCaller { number in
          _ = try await ClaimV1.WorkQueueServiceClient(client: lee).assignPended(
            .with {
              $0.requestID = "lee-\(number)"
              $0.claimID = claimID
              $0.owner = "spiffe://hmo.internal/person/lee"
            }, options: .impatient)
        },
        SteadyCaller { _ in
          _ = try await ClaimV1.ClaimServiceClient(client: integrator).listClaims(
            .with { $0.pageSize = 1 }, options: .impatient)
        },
      ]
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

    /// Once it has waited as it was told, the same caller on the same connection is heard again.
    private static func expectReturn(of client: RPCClient) async throws {
      try await eventually("the caller is heard again") {
        do {
          _ = try await client.rawUnary(path: assignment, request: [], options: .impatient)
          return true
        } catch let error as RPCError where error.code == .resourceExhausted {
          return false
        } catch is RPCError {
          return true
        }
      }
    }
  }
}
