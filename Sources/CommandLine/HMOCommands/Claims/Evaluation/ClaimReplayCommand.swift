import ArgumentParser
import Domain
import Messages
import Protobuf
import RPC

/// Decides claims again and compares.
struct ClaimReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Decides claims again from their stored facts, and compares to the byte.",
    discussion: """
      The facts, running amounts and visits are those from which the claim was decided; the rules, \
      code sets and tables are those of now. Nothing is held, posted or stored. The exit code is 0 \
      when everything that was replayed agrees, and 1 when something disagrees or the one claim that \
      was named could not be replayed.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String?

  @Option(help: "Every claim that was accepted on this day or later, such as 2026-03-01.")
  var since: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (claim == nil) != (since == nil) else {
      throw ValidationError("name a claim, or a day with --since")
    }
    guard since.map({ Day(iso: $0) != nil }) ?? true else {
      throw ValidationError("--since is a day such as 2026-03-01")
    }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let client = ClaimV1.ClaimServiceClient(client: client)
        if let claim { try await replay(claim, client) }
        if let day = since.flatMap({ Day(iso: $0) }) { try await replay(since: day, client) }
      }
    }
  }

  private func replay(_ claim: String, _ client: ClaimV1.ClaimServiceClient) async throws {
    let answer = try await client.replayClaim(
      .with { $0.claimID = claim }, options: RPCCallOptions(timeout: .seconds(30)))
    Terminal.print(json ? try answer.json() : ReplayText.text(of: answer))
    switch answer.outcome {
    case .agrees: break
    case .disagrees: throw CommandFailure("the replay disagrees")
    default: throw CommandFailure("the claim could not be replayed")
    }
  }

  private func replay(since day: Day, _ client: ClaimV1.ClaimServiceClient) async throws {
    let answers = try await client.replayClaims(
      .with { $0.since = .with { $0.days = day.number } })
    var last = ClaimV1.ReplayClaimsResponse()
    for try await answer in answers {
      last = answer
      guard let replay = answer.replay else { continue }
      Terminal.print(json ? try replay.json(isPretty: false) : ReplayText.text(of: replay))
    }
    guard last.isComplete else { throw CommandFailure("the replay ended before its end") }
    last.replay = nil
    Terminal.print(json ? try last.json(isPretty: false) : ReplayText.summary(of: last))
    guard last.disagreeing == 0 else {
      throw CommandFailure("\(last.disagreeing) of \(last.claims) claims disagree")
    }
  }
}
