import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("A timeline as a table")
struct TimelineTableTests {
  private static let trace = [UInt8](repeating: 1, count: 16)
  private static let base: Int64 = 1_773_151_509_000_000

  private func instant(_ offset: Int64) -> TypeV1.Instant {
    .with { $0.microseconds = Self.base + offset }
  }

  private func step(
    _ name: String, at: Int64, calls: Int32 = 1, span: UInt8, trace: [UInt8] = trace
  ) -> ClaimV1.StepSpan {
    .with {
      $0.step = name
      $0.sentAt = instant(at)
      $0.durationMicroseconds = 1_500
      $0.calls = calls
      $0.traceID = trace
      $0.spanID = [span]
    }
  }

  private func answer(
    _ service: String, since: Int64, _ spans: [StatusV1.CallSpan] = []
  ) -> StatusV1.ListCallSpansResponse {
    .with {
      $0.service = service
      $0.keptSince = instant(since)
      $0.spans = spans
    }
  }

  private func span(_ path: String, at: Int64, under: UInt8?, status: Int32 = 0)
    -> StatusV1.CallSpan
  {
    .with {
      $0.traceID = Self.trace
      $0.spanID = [99]
      $0.parentSpanID = under.map { [$0] } ?? []
      $0.path = path
      $0.beganAt = instant(at)
      $0.durationMicroseconds = 900
      $0.status = status
    }
  }

  @Test("Services stand under their steps, all in the order of time, with what is not known")
  func table() {
    var timeline = ClaimV1.GetClaimTimelineResponse()
    timeline.traceID = Self.trace
    timeline.acceptedAt = instant(100)
    timeline.steps = [
      step("coverage", at: 200, span: 2), step("contract", at: 300, span: 3),
      step("hold", at: 400, calls: 3, span: 4, trace: [UInt8](repeating: 2, count: 16)),
    ]
    timeline.waitingFor = "adjudicate"
    timeline.waitingSince = instant(500)
    var calls = ServiceCalls()
    calls.answers = [
      answer("eligibility", since: 0, [span("/e.E/CheckCoverage", at: 210, under: 2)]),
      answer("network", since: 350),
      answer("authorization", since: 0),
      answer("gateway", since: 0, [span("/c.C/SubmitClaim", at: 50, under: nil, status: 4)]),
    ]
    calls.unreachable = ["payment"]
    #expect(
      TimelineTable(timeline, calls).text == """
        TIME                         SERVICE        WHAT                 TOOK  OUTCOME
        2026-03-10T14:05:09.000050Z  gateway        SubmitClaim      0.900 ms  deadlineExceeded
        2026-03-10T14:05:09.000100Z  gateway        accepted
        2026-03-10T14:05:09.000200Z  gateway        coverage         1.500 ms  answered
        2026-03-10T14:05:09.000210Z  eligibility      CheckCoverage  0.900 ms  ok
        2026-03-10T14:05:09.000300Z  gateway        contract         1.500 ms  answered
                                     network          -                        network no longer \
        knows: it remembers calls since 2026-03-10T14:05:09.000350Z
        2026-03-10T14:05:09.000400Z  gateway        hold             1.500 ms  answered at call 3, \
        in a batch or a trace of its own
                                     authorization    -                        authorization knows \
        no such call
        2026-03-10T14:05:09.000500Z  gateway        adjudicate                 waits since then
        """)
  }

  @Test(
    "The service that a step asks is named also when it says nothing",
    arguments: [
      ("coverage", "eligibility"), ("contract", "network"), ("hold", "authorization"),
      ("settle", "authorization"), ("release", "authorization"), ("return", "authorization"),
      ("adjudicate", "payment"), ("withdraw", "payment"), ("reverse", "payment"),
    ])
  func silent(step name: String, service: String) {
    var timeline = ClaimV1.GetClaimTimelineResponse()
    timeline.traceID = Self.trace
    timeline.steps = [step(name, at: 200, span: 2)]
    var calls = ServiceCalls()
    calls.unreachable = SuiteLayout.services
    #expect(TimelineTable(timeline, calls).text.contains("\(service) cannot be reached"))
  }

  @Test("What a service did in another trace is shown under a step that led to it, and else not")
  func otherTraces() {
    var timeline = ClaimV1.GetClaimTimelineResponse()
    timeline.traceID = Self.trace
    timeline.steps = [
      step("reverse", at: 200, span: 2, trace: [UInt8](repeating: 2, count: 16))
    ]
    let spans = [("/p.P/ReverseClaim", UInt8(2)), ("/p.P/AdjudicateClaim", 3)].map { path, parent in
      var span = span(path, at: 210, under: parent)
      span.traceID = [UInt8](repeating: 2, count: 16)
      return span
    }
    var calls = ServiceCalls()
    calls.answers = [answer("payment", since: 0, spans)]
    let text = TimelineTable(timeline, calls).text
    #expect(text.contains("ReverseClaim"))
    #expect(!text.contains("AdjudicateClaim"))
  }

  @Test("A service that cannot be reached is named")
  func unreachable() {
    var calls = ServiceCalls()
    calls.unreachable = ["payment"]
    #expect(calls.silence(of: "payment", at: 0) == "payment cannot be reached")
    #expect(calls.silence(of: "network", at: 0) == "network said nothing")
  }
}
