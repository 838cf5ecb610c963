import Domain
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("A sample world")
  struct WorldTests {
    @Test("Every claim of a file comes to its answer to the cent", arguments: [7, 2_026])
    func file(seed: UInt64) async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: seed, claims: 30)
        try await suite.load(world)
        let bytes = try world.fileBytes()

        let first = try await suite.submit(file: bytes)
        #expect(first.refusals == [])
        #expect(first.faults == [])
        #expect(first.summary?.isComplete == true)
        #expect(first.summary?.accepted == Int32(world.claims.count))
        try await expectDecidedOnce(world, in: suite)

        for service in SuiteService.allCases {
          let log = suite.log(service)
          #expect(!log.isEmpty)
          for member in world.claims.map(\.member) {
            #expect(!log.contains(member.id) && !log.contains(member.lastName), "\(service)")
          }
        }

        let again = try await suite.submit(file: bytes, partBytes: 100_000)
        #expect(again.summary?.accepted == 0)
        #expect(again.summary?.duplicateInterchanges == 1)
        #expect(again.claims == [])
        #expect(again.documents.map(\.type) == [.ta1])
        #expect(again.faults.map(\.rule) == ["INTERCHANGE-DUPLICATE"])
        try await expectDecidedOnce(world, in: suite)
      }
    }

    @Test("A claim sent again under another key is a duplicate, under the same key the same claim")
    func repeats() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 11, claims: 20)
        try await suite.load(world)
        let claim = ClaimV1.Claim(try world.claim(telling: .visitAndInjection))
        let answer = try world.answer(telling: .visitAndInjection)

        let first = try await suite.submit(claim, requestID: "first")
        #expect(!first.isRepeated)
        #expect(first.summary?.paid?.cents == answer.paid.cents)

        let repeated = try await suite.submit(claim, requestID: "first")
        #expect(repeated.isRepeated)
        #expect(repeated.summary == first.summary)
        #expect(repeated.decision == first.decision)

        let copy = try await suite.submit(claim, requestID: "second")
        #expect(!copy.isRepeated)
        #expect(copy.summary?.state == .denied)
        #expect(copy.summary?.paid?.cents == 0)
        for (line, billed) in zip(copy.decision?.lines ?? [], claim.lines) {
          #expect(line.adjustments.map { "\($0.group)-\($0.code)" } == ["OA-18"])
          #expect(line.adjustments.first?.amount == billed.charge)
        }
        #expect(copy.decision?.lines.count == claim.lines.count)

        let other = ClaimV1.Claim(try world.claim(telling: .preventiveVisit))
        let reused = await rpcError { try await suite.submit(other, requestID: "first") }
        #expect(reused?.code == .aborted)
        #expect(reused?.reason == "KEY_REUSED")
        #expect(try await suite.allClaims().count == 2)
        #expect(try await suite.violations() == [])
      }
    }
  }
}
