import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("Waiting and changes on the way", .serialized)
  struct WaitingTests {
    /// Short, so that calls to a paused service run out of time at once.
    private static let options = TestSuiteOptions(callTimeout: .milliseconds(150))

    @Test("While payment stands still past every deadline, a claim waits; then it is decided once")
    func pausedPayment() async throws {
      try await TestSuite.run(Self.options) { suite in
        let world = SampleWorld(seed: 21, claims: 20)
        try await suite.load(world)
        let sample = try world.claim(telling: .visitAndImaging)
        try suite.pause(.payment)
        let claimID = try await accept(sample, in: suite)
        try await suite.waits(claimID, for: "adjudicate")
        try await eventually("three calls ran out of time") {
          suite.repeatedCalls(on: "adjudicate") >= 3
        }
        let waiting = try #require(try await suite.claim(claimID).summary)
        #expect(waiting.state == .accepted)
        #expect(waiting.waitingFor == "adjudicate")
        #expect(waiting.waitingSince != nil)
        #expect(waiting.pendReasons == [])
        #expect(try await suite.openHolds().map { $0.key?.claimID } == [claimID])
        let status = try await suite.gatewayStatus()
        #expect(status.waits.map { "\($0.step) \($0.claims)" } == ["adjudicate 1"])

        try suite.resume(.payment)

        let decided = try await suite.ended(claimID)
        let answer = try world.answer(telling: .visitAndImaging)
        #expect(AnswerCheck.differences(between: answer, and: decided) == [])
        try await expectOnlyThis(sample, in: world, suite)
      }
    }

    @Test(
      "A claim waits for whichever service stands still and is decided once it goes on",
      arguments: [
        (SuiteService.eligibility, "coverage"), (.network, "contract"), (.authorization, "hold"),
      ])
    func paused(_ service: SuiteService, step: String) async throws {
      try await TestSuite.run(Self.options) { suite in
        let world = SampleWorld(seed: 22, claims: 20)
        try await suite.load(world)
        try suite.pause(service)
        let claimID = try await accept(world.claim(telling: .approvedImaging), in: suite)
        try await suite.waits(claimID, for: step)
        try await eventually("two calls ran out of time") {
          suite.repeatedCalls(on: step) >= 2
        }
        #expect(try await suite.claim(claimID).summary?.state == .accepted)
        try suite.resume(service)
        let decided = try await suite.ended(claimID)
        let answer = try world.answer(telling: .approvedImaging)
        #expect(AnswerCheck.differences(between: answer, and: decided) == [])
        #expect(try await suite.openHolds() == [])
        #expect(try await suite.violations() == [])
      }
    }

    @Test(
      "A coverage change is felt by a claim that is still open",
      arguments: [(SuiteService.network, "contract"), (.authorization, "hold")])
    func changeWhileOpen(_ service: SuiteService, step: String) async throws {
      try await TestSuite.run(Self.options) { suite in
        let world = SampleWorld(seed: 23, claims: 20)
        try await suite.load(world)
        let sample = try world.claim(telling: .approvedImaging)
        try suite.pause(service)
        let claimID = try await accept(sample, in: suite)
        try await suite.waits(claimID, for: step)

        try await endCoverage(of: sample.member.id, in: world, suite)
        try suite.resume(service)

        let decided = try await suite.ended(claimID)
        #expect(decided.summary?.state == .denied)
        let line = try #require(decided.decision?.lines.first)
        #expect(line.adjustments.map { "\($0.group)-\($0.code)" } == ["PR-27"])
        #expect(decided.summary?.laterChanges == [])
        #expect(try await suite.openHolds() == [])
        #expect(try await suite.violations() == [])
      }
    }

    @Test("CORRECT-1: coverage that ended takes a decided claim back, and nobody else's")
    func changeAfterDecision() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 24, claims: 20)
        try await suite.load(world)
        let sample = try world.claim(telling: .primaryCareVisit)
        let other = try world.claim(telling: .preventiveVisit)
        let claimID = try #require(
          try await suite.submit(ClaimV1.Claim(sample)).summary?.claimID)
        let otherID = try #require(try await suite.submit(ClaimV1.Claim(other)).summary?.claimID)
        let before = try await suite.claim(claimID)
        #expect(before.summary?.laterChanges == [])

        try await endCoverage(of: sample.member.id, in: world, suite)

        try await eventually("claim \(claimID) is replaced") {
          try await suite.claim(claimID).summary?.state == .replaced
        }
        for _ in 1...2 {
          let after = try await suite.claim(claimID)
          #expect(after.summary?.laterChanges.map(\.kind) == ["coverage"])
          #expect(after.summary?.laterChanges.first?.days?.from?.days == 20_485)
          #expect(after.decision == before.decision)
          #expect(after.summary?.paid?.cents == 0)
          let corrected = try await suite.ended(after.summary?.standingClaimID ?? "")
          #expect(corrected.summary?.state == .denied)
          #expect(corrected.summary?.version == 3)
          #expect(corrected.summary?.originalClaimID == claimID)
          #expect(corrected.decision?.lines.first?.adjustments.map(\.code) == ["27"])
          #expect(try await suite.claim(otherID).summary?.laterChanges == [])
          #expect(try await suite.claim(otherID).summary?.state == .payable)
          #expect(try await suite.violations() == [])
          try await suite.stop(.gateway)
          try await suite.startServing(.gateway)
        }
      }
    }

    // MARK: Parts

    private func accept(_ sample: SampleClaim, in suite: TestSuite) async throws -> String {
      let response = try await suite.submit(ClaimV1.Claim(sample), waitFor: .accepted)
      return try #require(response.summary?.claimID)
    }

    /// Ends a member's coverage on 2026-01-31, before every day of service of the world, and waits
    /// until the gateway has acted upon the change.
    private func endCoverage(
      of memberID: String, in world: SampleWorld, _ suite: TestSuite
    ) async throws {
      var member = try world.member(memberID)
      for index in member.coverage.indices {
        member.coverage[index].days?.to = .with { $0.days = 20_484 }
      }
      let changed = member
      let service = EligibilityV1.EligibilityAdministrationServiceClient(
        client: try suite.client(.eligibility, as: .hmo))
      _ = try await service.loadEligibility(
        .with {
          $0.requestID = "end of \(memberID)"
          $0.members = [changed]
        }, options: .patient)
      try await suite.gatewayHasReadChanges()
    }

    /// Expects one decided claim, its running amounts, and sound stores.
    private func expectOnlyThis(
      _ sample: SampleClaim, in world: SampleWorld, _ suite: TestSuite
    ) async throws {
      #expect(try await suite.allClaims().map(\.patientControlNumber) == [sample.id])
      let running = try await AccumulatorCheck(world).differences(in: suite)
      let families = [sample.member.id, "F" + sample.member.id.dropFirst()]
      #expect(running.filter { line in families.contains { line.hasPrefix("\($0) ") } } == [])
      #expect(try await suite.openHolds() == [])
      #expect(try await suite.violations() == [])
    }
  }
}
