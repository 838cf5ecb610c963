import Domain
import Messages
import RPC

/// The timeline of a claim as one table in the order of time, the share of each service under the
/// gateway's step.
struct TimelineTable {
  private struct Row {
    let at: Int64
    let service: String
    let what: String
    var duration: Int64?
    var outcome = ""
    /// Shown under this one.
    var parts: [Row] = []
  }

  private let rows: [Row]

  init(_ timeline: ClaimV1.GetClaimTimelineResponse, _ calls: ServiceCalls) {
    let steps = timeline.steps.map { Self.row($0, timeline.traceID, calls) }
    rows = (Self.milestones(timeline) + steps + Self.others(timeline, calls))
      .sorted { $0.at < $1.at }
  }

  /// The table.
  var text: String {
    var table = TextTable([
      ("TIME", .left), ("SERVICE", .left), ("WHAT", .left), ("TOOK", .right), ("OUTCOME", .left),
    ])
    for row in rows {
      Self.add(row, to: &table, indent: "")
      for part in row.parts { Self.add(part, to: &table, indent: "  ") }
    }
    return table.text
  }

  private static func add(_ row: Row, to table: inout TextTable, indent: String) {
    table.add([
      row.at == 0 ? "" : TypeV1.Instant.text(microseconds: row.at), row.service,
      indent + row.what, row.duration.map { Microseconds($0).milliseconds } ?? "", row.outcome,
    ])
  }

  /// What is no call: accepted, decided, or still waiting.
  private static func milestones(_ timeline: ClaimV1.GetClaimTimelineResponse) -> [Row] {
    var rows: [Row] = []
    if let accepted = timeline.acceptedAt {
      rows.append(Row(at: accepted.microseconds, service: "gateway", what: "accepted"))
    }
    if let decided = timeline.decidedAt {
      rows.append(Row(at: decided.microseconds, service: "gateway", what: "decided"))
    }
    if let since = timeline.waitingSince, !timeline.waitingFor.isEmpty {
      rows.append(
        Row(
          at: since.microseconds, service: "gateway", what: timeline.waitingFor,
          outcome: "waits since then"))
    }
    return rows
  }

  private static func row(
    _ step: ClaimV1.StepSpan, _ trace: [UInt8], _ calls: ServiceCalls
  ) -> Row {
    let sentAt = step.sentAt?.microseconds ?? 0
    var notes = [step.calls > 1 ? "answered at call \(step.calls)" : "answered"]
    if step.traceID != trace { notes.append("in a batch or a trace of its own") }
    var row = Row(
      at: sentAt, service: "gateway", what: step.step, duration: step.durationMicroseconds,
      outcome: notes.joined(separator: ", "))
    row.parts = calls.calls(under: step.spanID).map(Self.row)
    if row.parts.isEmpty, let service = service(of: step.step) {
      row.parts = [
        Row(at: 0, service: service, what: "-", outcome: calls.silence(of: service, at: sentAt))
      ]
    }
    return row
  }

  private static func row(_ service: String, _ span: StatusV1.CallSpan) -> Row {
    let status = RPCStatusCode(rawValue: Int(span.status)).map { "\($0)" }
    return Row(
      at: span.beganAt?.microseconds ?? 0, service: service,
      what: span.path.split(separator: "/").last.map(String.init) ?? span.path,
      duration: span.durationMicroseconds, outcome: status ?? "status \(span.status)")
  }

  /// The calls of the claim's own trace that no step led to, such as its submission.
  private static func others(
    _ timeline: ClaimV1.GetClaimTimelineResponse, _ calls: ServiceCalls
  ) -> [Row] {
    let steps = Set(timeline.steps.map(\.spanID))
    return calls.all.filter { call in
      call.span.traceID == timeline.traceID && !steps.contains(call.span.parentSpanID)
    }.map { row($0.service, $0.span) }
  }

  /// The service that a step asks.
  private static func service(of step: String) -> String? {
    switch step {
    case "coverage": "eligibility"
    case "contract": "network"
    case "hold", "settle", "release", "return": "authorization"
    case "adjudicate", "withdraw", "reverse": "payment"
    default: nil
    }
  }
}
