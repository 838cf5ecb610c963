import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("Traces, timelines and metrics of five processes", .serialized)
  struct TimelineTests {
    /// Which service answers a step.
    private static let services: [String: SuiteService] = [
      "coverage": .eligibility, "contract": .network, "hold": .authorization,
      "adjudicate": .payment, "settle": .authorization,
    ]

    @Test("One claim leaves spans in all five processes under the trace of its submission")
    func oneTrace() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 31, claims: 20)
        try await suite.load(world)
        try await suite.gatewayHasReadChanges()
        let caller = RPCTraceSource().begin()
        let claimID = try await submit(world.claim(telling: .approvedImaging), under: caller, suite)
        let timeline = try await timeline(claimID, suite)
        #expect(timeline.traceID == caller.id.bytes)
        #expect(
          timeline.steps.map(\.step) == ["coverage", "contract", "hold", "adjudicate", "settle"])
        #expect(timeline.steps.allSatisfy { $0.traceID == caller.id.bytes })
        #expect(timeline.decidedAt != nil && timeline.waitingFor.isEmpty)
        for step in timeline.steps {
          let service = try #require(Self.services[step.step])
          let under = try await spans(caller.id, of: service, suite).filter {
            $0.parentSpanID == step.spanID
          }
          #expect(under.count == 1, "\(step.step) at \(service)")
          #expect(under.allSatisfy { $0.status == 0 })
          #expect(under.allSatisfy { $0.durationMicroseconds <= step.durationMicroseconds })
        }
        let submission = try await spans(caller.id, of: .gateway, suite)
        #expect(submission.map(\.path) == [ClaimV1.ClaimService.submitClaim.path])
        #expect(submission.map(\.parentSpanID) == [caller.spanIDBytes])
      }
    }

    @Test("While payment is dead, the timeline of a claim says what it waits for and since when")
    func waiting() async throws {
      try await TestSuite.run(TestSuiteOptions(callTimeout: .milliseconds(150))) { suite in
        let world = SampleWorld(seed: 32, claims: 20)
        try await suite.load(world)
        try await suite.gatewayHasReadChanges()
        try suite.kill(.payment)
        let accepted = try await suite.submit(
          ClaimV1.Claim(world.claim(telling: .approvedImaging)), waitFor: .accepted)
        let claimID = try #require(accepted.summary?.claimID)
        try await suite.waits(claimID, for: "adjudicate")
        let waiting = try await timeline(claimID, suite)
        #expect(waiting.waitingFor == "adjudicate")
        #expect(waiting.steps.map(\.step) == ["coverage", "contract", "hold"])
        let since = try #require(waiting.waitingSince?.microseconds)
        #expect(since >= waiting.steps.last?.sentAt?.microseconds ?? .max)
        #expect(waiting.decidedAt == nil)

        try await suite.startServing(.payment)
        _ = try await suite.ended(claimID)
        let decided = try await timeline(claimID, suite)
        #expect(decided.waitingFor.isEmpty)
        let adjudicate = try #require(decided.steps.first { $0.step == "adjudicate" })
        #expect(adjudicate.calls > 1)
        #expect((decided.decidedAt?.microseconds ?? 0) > since)
      }
    }

    @Test("The metrics of five processes count the calls that were made")
    func metrics() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 33, claims: 20)
        try await suite.load(world)
        try await suite.gatewayHasReadChanges()
        let coverage = EligibilityV1.EligibilityService.checkCoverage.path
        let asked = try #require(
          try await metrics(of: .eligibility, suite).calls(of: coverage))
        let count: Int64 = 7
        for sample in world.claims.prefix(Int(count)) {
          _ = try await suite.submit(ClaimV1.Claim(sample))
        }
        let gateway = try await metrics(of: .gateway, suite)
        #expect(gateway.calls(of: ClaimV1.ClaimService.submitClaim.path) == count)
        let paths: [(SuiteService, String, String)] = [
          (.eligibility, coverage, "coverage"),
          (.network, NetworkV1.NetworkService.resolveContract.path, "contract"),
          (.authorization, AuthorizationV1.AuthorizationService.holdUnits.path, "hold"),
          (.authorization, AuthorizationV1.AuthorizationService.settleHold.path, "settle"),
          (.payment, PaymentV1.PaymentService.adjudicateClaim.path, "adjudicate"),
        ]
        for (service, path, step) in paths {
          let sent = gateway.value("hmo_gateway_step_calls", "step", step)
          let calls = try #require(try await metrics(of: service, suite).calls(of: path))
          #expect(calls - (path == coverage ? asked : 0) == sent, "\(step)")
        }
        #expect(gateway.value("hmo_gateway_step_items", "step", "coverage") == count)
        #expect(gateway.families.first { $0.name == "hmo_gateway_claims_open" }?.series == [])
      }
    }

    @Test("hmo prints a claim's timeline and the metrics of all five")
    func commands() async throws {
      try await CommandSuite.run { suite in
        let world = try await suite.prepare()
        let claimID = try await suite.submit(
          ClaimV1.Claim(world.claim(telling: .approvedImaging)))
        let timeline = try await suite.hmo("claim", "timeline", claimID)
        #expect(timeline.code == 0, "\(timeline.errors)")
        for word in [
          "SubmitClaim", "accepted", "CheckCoverage", "ResolveContract", "HoldUnits",
          "AdjudicateClaim", "SettleHold", "decided",
        ] {
          #expect(timeline.output.contains(word), "\(word) in\n\(timeline.output)")
        }
        let json = try await suite.hmo("claim", "timeline", claimID, "--json").json()
        #expect((json["services"] as? [Any])?.count == 5)
        #expect(try await suite.hmo("claim", "timeline", "HC999999999999").code == 1)

        let metrics = try await suite.hmo("metrics")
        #expect(metrics.code == 0, "\(metrics.errors)")
        #expect(ExpositionCheck.faults(in: metrics.output) == [])
        for service in ["eligibility", "network", "authorization", "payment", "gateway"] {
          #expect(
            metrics.output.contains("hmo_store_groups_total{service=\"\(service)\",outcome=\"com"))
        }
        let one = try await suite.hmo("metrics", "--service", "payment")
        #expect(!one.output.contains("service=\"gateway\""))
        #expect(try await suite.hmo("metrics", "--service", "none").code == 64)

        let void = try await suite.hmo("claim", "void", claimID, "--wait")
        #expect(void.code == 0, "\(void.errors)")
        let voided = try await suite.hmo("claim", "timeline", claimID)
        for word in ["ReverseClaim", "ReturnUnits"] {
          #expect(voided.output.contains(word), "a void's calls have traces of their own")
        }
        #expect(try await suite.hmo("down").code == 0)
        let nobody = try await suite.hmo("metrics")
        #expect(nobody.code == 69)
        for service in ["eligibility", "network", "authorization", "payment", "gateway"] {
          #expect(nobody.errors.contains(service))
        }
      }
    }

    // MARK: Parts

    private func submit(
      _ sample: SampleClaim, under trace: RPCTrace, _ suite: TestSuite
    ) async throws -> String {
      var options = RPCCallOptions(timeout: .seconds(60))
      options.trace = trace
      let claim = ClaimV1.Claim(sample)
      let response = try await suite.claims.submitClaim(
        .with {
          $0.requestID = claim.patientControlNumber
          $0.claim = claim
          $0.waitFor = .decided
        }, options: options)
      return try #require(response.summary?.claimID)
    }

    private func timeline(
      _ claimID: String, _ suite: TestSuite
    ) async throws -> ClaimV1.GetClaimTimelineResponse {
      try await suite.claims.getClaimTimeline(
        .with { $0.claimID = claimID }, options: RPCCallOptions(timeout: .seconds(30)))
    }

    private func spans(
      _ trace: RPCTraceID, of service: SuiteService, _ suite: TestSuite
    ) async throws -> [StatusV1.CallSpan] {
      let status = StatusV1.StatusServiceClient(client: try suite.client(service, as: .hmo))
      return try await status.listCallSpans(
        .with { $0.traceIDs = [trace.bytes] }, options: RPCCallOptions(timeout: .seconds(30))
      ).spans
    }

    private func metrics(
      of service: SuiteService, _ suite: TestSuite
    ) async throws -> StatusV1.GetMetricsResponse {
      let status = StatusV1.StatusServiceClient(client: try suite.client(service, as: .hmo))
      return try await status.getMetrics(.init(), options: RPCCallOptions(timeout: .seconds(30)))
    }
  }
}

extension StatusV1.GetMetricsResponse {
  /// The value of the series whose label has that value.
  fileprivate func value(_ name: String, _ label: String, _ value: String) -> Int64? {
    families.first { $0.name == name }?.series.first { series in
      series.labels.contains { $0.name == label && $0.value == value }
    }?.value
  }

  /// How many calls of a method ended, whatever their status; nothing when there was none.
  fileprivate func calls(of path: String) -> Int64? {
    let series = families.first { $0.name == "hmo_rpc_server_calls" }?.series ?? []
    return series.filter { series in
      series.labels.contains { $0.name == "path" && $0.value == path }
    }.reduce(0) { $0 + $1.value }
  }
}
