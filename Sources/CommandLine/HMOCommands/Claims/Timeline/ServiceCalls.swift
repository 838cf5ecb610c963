import Messages
import Protobuf
import RPC

/// The calls that the services still know under some traces.
struct ServiceCalls {
  /// What each service answered that could be reached.
  var answers: [StatusV1.ListCallSpansResponse] = []
  /// The services that could not be reached.
  var unreachable: [String] = []

  /// How many traces are asked for at once.
  private static let tracesMax = 64

  /// Asks every service; one that does not answer is noted and left out.
  static func gather(under traces: [[UInt8]], _ layout: SuiteLayout) async -> ServiceCalls {
    var calls = ServiceCalls()
    for service in SuiteLayout.services {
      do {
        calls.answers.append(try await answer(of: service, traces, layout))
      } catch {
        calls.unreachable.append(service)
      }
    }
    return calls
  }

  private static func answer(
    of service: String, _ traces: [[UInt8]], _ layout: SuiteLayout
  ) async throws -> StatusV1.ListCallSpansResponse {
    try await SuiteConnection.with(service, layout) { client in
      let status = StatusV1.StatusServiceClient(client: client)
      var joined = StatusV1.ListCallSpansResponse()
      var rest = traces[...]
      repeat {
        let part = Array(rest.prefix(tracesMax))
        rest = rest.dropFirst(tracesMax)
        let answer = try await status.listCallSpans(
          .with { $0.traceIDs = part }, options: RPCCallOptions(timeout: .seconds(5)))
        joined.service = answer.service
        joined.spans += answer.spans
        joined.keptSince = answer.keptSince
      } while !rest.isEmpty
      return joined
    }
  }

  /// The calls that a step of the gateway led to, with the services that answered them.
  func calls(under spanID: [UInt8]) -> [(service: String, span: StatusV1.CallSpan)] {
    all.filter { !spanID.isEmpty && $0.span.parentSpanID == spanID }
  }

  /// All calls.
  var all: [(service: String, span: StatusV1.CallSpan)] {
    answers.flatMap { answer in answer.spans.map { (service: answer.service, span: $0) } }
  }

  /// Why `service` does not tell its share of a step that was taken at a moment.
  func silence(of service: String, at microseconds: Int64) -> String {
    if unreachable.contains(service) { return "\(service) cannot be reached" }
    guard let since = answers.first(where: { $0.service == service })?.keptSince else {
      return "\(service) said nothing"
    }
    return since.microseconds > microseconds
      ? "\(service) no longer knows: it remembers calls since \(since.preciseText)"
      : "\(service) knows no such call"
  }
}
