import ArgumentParser
import Messages
import Protobuf
import RPC

/// Says when a claim was where.
struct ClaimTimelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Says when each step of a claim was taken, and how long each service took.",
    discussion: """
      The gateway keeps the steps with the claim. The share of each service comes from its memory: \
      a service that was restarted, or that has answered many calls since, no longer knows it.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let timeline = try await SuiteConnection.with("gateway", suite.layout) { client in
        try await ClaimV1.ClaimServiceClient(client: client).getClaimTimeline(
          .with { $0.claimID = claim }, options: RPCCallOptions(timeout: .seconds(30)))
      }
      let calls = await ServiceCalls.gather(under: timeline.traces, suite.layout)
      json ? try printJSON(timeline, calls) : Terminal.print(TimelineTable(timeline, calls).text)
    }
  }

  private func printJSON(
    _ timeline: ClaimV1.GetClaimTimelineResponse, _ calls: ServiceCalls
  ) throws {
    let answers = try calls.answers.map { try $0.json() }
    let silent = calls.unreachable.map { "\"\($0)\"" }
    Terminal.print(
      """
      {
      "timeline": \(try timeline.json()),
      "services": [\(answers.joined(separator: ",\n"))],
      "unreachable": [\(silent.joined(separator: ", "))]
      }
      """)
  }
}

extension ClaimV1.GetClaimTimelineResponse {
  /// Every trace that is named, each once.
  fileprivate var traces: [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return ([traceID] + steps.map(\.traceID)).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
