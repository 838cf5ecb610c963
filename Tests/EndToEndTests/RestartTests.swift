import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("Restarts and people's decisions")
  struct RestartTests {
    @Test("A gateway that was stopped and started tells the same outcomes and explains them")
    func restart() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 3, claims: 20)
        try await suite.load(world)
        let outcome = try await suite.submit(file: world.fileBytes())
        #expect(outcome.summary?.accepted == Int32(world.claims.count))
        var before: [ClaimV1.GetClaimResponse] = []
        for claim in try await suite.allClaims() {
          before.append(try await suite.claim(claim.claimID))
        }

        #expect(try await suite.stop(.gateway) == 0)
        try await suite.startServing(.gateway)

        try await expectDecidedOnce(world, in: suite)
        for claim in before {
          #expect(try await suite.claim(claim.summary?.claimID ?? "") == claim)
        }
        try await expectExplained(before, in: suite)
      }
    }

    private func expectExplained(
      _ claims: [ClaimV1.GetClaimResponse], in suite: TestSuite
    ) async throws {
      for claim in claims {
        let explained = try await suite.claims.explainClaim(
          .with { $0.claimID = claim.summary?.claimID ?? "" }, options: .patient)
        #expect(explained.summary == claim.summary)
        #expect(explained.decision == claim.decision)
        #expect(!explained.trace.isEmpty)
        #expect(explained.trace.steps.allSatisfy { !$0.rule.isEmpty && $0.ruleVersion > 0 })
        guard claim.decision != nil else { continue }
        #expect(explained.lines.map(\.lineNumber) == claim.claim?.lines.map(\.lineNumber))
        #expect(explained.lines.allSatisfy { !$0.why.isEmpty })
        for (line, decided) in zip(explained.lines, claim.decision?.lines ?? []) {
          #expect(decided.isDenied == false || !line.whatWouldChangeIt.isEmpty)
        }
      }
    }

    @Test("Processes told to end while claims flow end well and lose nothing")
    func stopsUnderLoad() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 4, claims: 75)
        try await suite.load(world)
        let (chains, count) = (world.chains, SuiteService.allCases.count)
        for (index, service) in SuiteService.allCases.enumerated() {
          let part = chains[(chains.count * index / count)..<(chains.count * (index + 1) / count)]
          async let flowing: Void = ClaimFlow(suite: suite).submit(Array(part))
          try await eventually("claims flow", poll: .milliseconds(1)) {
            try await suite.allClaims().count > world.claims.count * index / count
          }
          #expect(try await suite.stop(service) == 0, "\(service)")
          try await suite.startServing(service)
          try await flowing
        }
        try await expectDecidedOnce(world, in: suite)
      }
    }

    @Test("Claims carry the business time; only a manual clock can be set, and never back")
    func businessTime() async throws {
      let later: Int64 = 1_900_000_000_000_000
      for isManual in [true, false] {
        let options = TestSuiteOptions(callTimeout: .seconds(5), isBusinessClockManual: isManual)
        try await TestSuite.run(options) { suite in
          let world = SampleWorld(seed: 6, claims: 20)
          try await suite.load(world)
          guard isManual else {
            let refused = await rpcError { try await setTime(later, in: suite) }
            #expect(refused?.reason == "CLOCK_NOT_MANUAL")
            return
          }
          try await setTime(later, in: suite)
          let claim = ClaimV1.Claim(try world.claim(telling: .primaryCareVisit))
          #expect(try await suite.submit(claim).summary?.acceptedAt?.microseconds == later)
          let back = await rpcError { try await setTime(later - 1, in: suite) }
          #expect(back?.reason == "CLOCK_BACKWARDS")
          #expect(try await suite.gatewayStatus().businessTime?.microseconds == later)
        }
      }
    }

    private func setTime(_ microseconds: Int64, in suite: TestSuite) async throws {
      _ = try await ClaimV1.GatewayAdministrationServiceClient(
        client: suite.client(.gateway, as: .hmo)
      ).setBusinessTime(
        .with { $0.businessTime = .with { $0.microseconds = microseconds } }, options: .patient)
    }

    @Test("A claim without a rate is paid once the rate is loaded and it is evaluated again")
    func evaluateAgain() async throws {
      try await withPendedClaim { suite, claim, pended in
        let before = try await suite.workQueue.listPended(
          ClaimV1.ListPendedRequest(), options: .patient)
        #expect(before.claims.map(\.claimID) == [pended.claimID])
        #expect(before.claims.first?.pendReasons.map(\.reason) == ["RATE_MISSING"])

        try await loadRate(cents: 4_200, in: suite)
        let decision = try await decide(pended.claimID, in: suite) { $0.action = .evaluateAgain }
        #expect(decision.summary?.claimID == pended.claimID)

        let after = try await suite.ended(pended.claimID)
        #expect(after.summary?.state == .payable)
        #expect(after.summary?.paid?.cents == 4_200)
        #expect(try await suite.workQueue.listPended(.init(), options: .patient).claims == [])
        #expect(try await suite.violations() == [])

        let tooLate = await rpcError {
          try await decide(pended.claimID, in: suite, requestID: "late") {
            $0.action = .evaluateAgain
          }
        }
        #expect(tooLate?.code == .failedPrecondition)
        #expect(tooLate?.reason == "NOT_PENDED")
      }
    }

    @Test("A claim without a rate can be denied for that, and for nothing else")
    func deny() async throws {
      try await withPendedClaim { suite, claim, pended in
        for reason in ["MEMBER_NOT_FOUND", "NO SUCH REASON", ""] {
          let wrong = await rpcError(reason) {
            try await decide(pended.claimID, in: suite) {
              $0.action = .deny
              $0.reason = reason
            }
          }
          #expect(wrong?.code == .invalidArgument)
          #expect(wrong?.fieldViolations.map(\.field) == ["reason"])
        }
        #expect(try await suite.claim(pended.claimID).summary == pended)

        for _ in 1...2 {
          _ = try await decide(pended.claimID, in: suite) {
            $0.action = .deny
            $0.reason = "RATE_MISSING"
          }
        }
        let denied = try await suite.ended(pended.claimID)
        #expect(denied.summary?.state == .denied)
        let line = try #require(denied.decision?.lines.first)
        #expect(line.adjustments.map { "\($0.group)-\($0.code)" } == ["CO-147"])
        #expect(line.adjustments.first?.amount == claim.charge)
        #expect(try await suite.violations() == [])
      }
    }

    @Test("A pended claim waits for its person across restarts of everything")
    func pendedAcrossRestart() async throws {
      try await withPendedClaim { suite, _, pended in
        for service in SuiteService.allCases {
          #expect(try await suite.stop(service) == 0)
          try await suite.startServing(service)
        }
        #expect(try await suite.claim(pended.claimID).summary == pended)
        try await loadRate(cents: 4_200, in: suite)
        _ = try await decide(pended.claimID, in: suite) { $0.action = .evaluateAgain }
        #expect(try await suite.ended(pended.claimID).summary?.paid?.cents == 4_200)
      }
    }

    // MARK: Parts

    /// Runs `body` in a suite with one claim, which is pended because its procedure has no rate.
    private func withPendedClaim(
      _ body: (TestSuite, ClaimV1.Claim, ClaimV1.ClaimSummary) async throws -> Void
    ) async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 5, claims: 20)
        try await suite.load(world)
        let claim = ClaimV1.Claim(try world.claim(telling: .missingRate))
        let summary = try #require(try await suite.submit(claim).summary)
        #expect(summary.state == .pended)
        try await body(suite, claim, summary)
      }
    }

    private func loadRate(cents: Int64, in suite: TestSuite) async throws {
      let network = NetworkV1.NetworkAdministrationServiceClient(
        client: try suite.client(.network, as: .hmo))
      _ = try await network.loadNetwork(
        .with {
          $0.requestID = "rate-\(cents)"
          $0.feeSchedules = [
            .with {
              $0.feeScheduleID = "FS-2026"
              $0.fees = [
                .with {
                  $0.procedure = "R0070"
                  $0.amount = .with { $0.cents = cents }
                  $0.days = .with { $0.from = .with { $0.days = 20_454 } }
                }
              ]
            }
          ]
        }, options: .patient)
    }

    @discardableResult
    private func decide(
      _ claimID: String, in suite: TestSuite, requestID: String = "person-1",
      _ fill: (inout ClaimV1.DecidePendedRequest) -> Void
    ) async throws -> ClaimV1.DecidePendedResponse {
      var request = ClaimV1.DecidePendedRequest.with {
        $0.requestID = requestID
        $0.claimID = claimID
        $0.note = "decided in a test"
      }
      fill(&request)
      return try await suite.workQueue.decidePended(request, options: .patient)
    }
  }
}
