import ArgumentParser
import Messages
import Protobuf
import RPC

/// Shows one claim.
struct ClaimShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a claim with its decision.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.ClaimServiceClient(client: client).getClaim(
          .with { $0.claimID = claim }, options: RPCCallOptions(timeout: .seconds(30)))
        guard !json else {
          Terminal.print(try answer.json())
          return
        }
        if let summary = answer.summary { ClaimTables.printList([summary]) }
        for reason in answer.summary?.pendReasons ?? [] {
          Terminal.print("\n\(reason.reason), line \(reason.lineNumber): \(reason.meaning)")
        }
        if let decision = answer.decision {
          Terminal.print("")
          ClaimTables.printDecision(decision)
        }
      }
    }
  }
}
