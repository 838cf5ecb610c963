import ClaimRules
import Messages
import ServiceProcess

/// What the gateway counts beside what every process does.
struct GatewayMetrics: Sendable {
  let pended: PendedGauge
  let claims: OpenClaims
  let edges: ServiceEdges

  /// The metrics now; the count of pended claims is left out when the store does not answer in time.
  func families() async -> [StatusV1.MetricFamily] {
    let open = claims.all
    let pended = await pended.value()
    return [
      .gauge(
        "hmo_gateway_claims_open", "Claims on their way, by the state of the saga.",
        Self.series("state", open.map(\.stateName))),
      .gauge(
        "hmo_gateway_claims_waiting", "Claims on their way, by the step whose answer they await.",
        Self.series("step", open.map(\.waiting.step).map { $0.isEmpty ? "none" : $0 })),
      .gauge(
        "hmo_gateway_senders_waiting", "Senders of files who are held up until claims are decided.",
        [.value(Int64(claims.waitingSenders))]),
      .gauge(
        "hmo_gateway_claims_pended", "Claims that wait for a person.",
        pended.map { [.value($0)] } ?? []),
    ] + edgeFamilies
  }

  private var edgeFamilies: [StatusV1.MetricFamily] {
    let counts = edges.counts
    return [
      .counter(
        "hmo_gateway_step_calls", "Calls to services, repeated ones included.",
        counts.map { .value($0.counts.calls, ("step", $0.step)) }),
      .counter(
        "hmo_gateway_step_items", "Claims in calls to services.",
        counts.map { .value($0.counts.items, ("step", $0.step)) }),
      .counter(
        "hmo_gateway_step_failures", "Calls to services that failed and were made again.",
        counts.map { .value($0.counts.failures, ("step", $0.step)) }),
    ]
  }

  private static func series(_ label: String, _ names: [String]) -> [StatusV1.MetricSeries] {
    Dictionary(grouping: names) { $0 }.sorted { $0.key < $1.key }.map { name, claims in
      .value(Int64(claims.count), (label, name))
    }
  }
}

extension OpenClaim {
  /// The state of the saga as metrics name it.
  fileprivate var stateName: String {
    switch sagaState {
    case .reading: "reading"
    case .recordingFacts: "recording_facts"
    case .holding: "holding"
    case .adjudicating: "adjudicating"
    case .withdrawing: "withdrawing"
    case .settling: "settling"
    case .returning: "returning"
    case .releasing: "releasing"
    case .recordingDecision: "recording_decision"
    case .recordingPend: "recording_pend"
    case .decided: "decided"
    case .pended: "pended"
    }
  }
}
