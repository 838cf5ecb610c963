import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Decides a pended claim.
struct PendDecideCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Evaluates a pended claim again, lets it proceed, or denies what is pended.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Flag(help: "Read the facts again and go on, after what was missing was loaded.")
  var again = false

  @Flag(help: "Go on as if the reasons that a person may overrule did not stand.")
  var proceed = false

  @Option(help: "Deny with this reason, such as RATE_MISSING.")
  var deny: String?

  @Option(help: "Why, in your words; kept with the claim.")
  var note: String = ""

  @Flag(help: "Print JSON.")
  var json = false

  private var action: ClaimV1.PendedAction {
    again ? .evaluateAgain : proceed ? .proceed : .deny
  }

  func validate() throws {
    guard [again, proceed, deny != nil].filter({ $0 }).count == 1 else {
      throw ValidationError("choose --again, --proceed or --deny REASON")
    }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.WorkQueueServiceClient(client: client).decidePended(
          .with {
            $0.requestID = UUID().uuidString
            $0.claimID = claim
            $0.action = action
            $0.reason = deny ?? ""
            $0.note = note
          }, options: RPCCallOptions(timeout: .seconds(30)))
        try json
          ? Terminal.print(answer.json())
          : Terminal.print(
            "\(Terminal.safe(claim)): recorded, now \(answer.summary?.state.text ?? "unknown")")
      }
    }
  }
}
